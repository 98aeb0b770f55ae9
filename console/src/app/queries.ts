import { QueryClient } from '@tanstack/react-query'
import { asProblem } from '../api/problem'

/** Answers are kept until an event says that they changed; see live.ts. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => asProblem(error).temporary && failures < 3,
      retryDelay: (attempt) => Math.min(1000 * 2 ** attempt, 8000),
    },
    mutations: { retry: false }, // decide() repeats under the same key
  },
})
