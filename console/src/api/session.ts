import { queryOptions } from '@tanstack/react-query'
import { answer, client, type Schemas } from './client'
import { Problem } from './problem'

export type Session = Schemas['Session']

/** Who is signed in; null for nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await answer(client.GET('/v1/session', { signal }))
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null
      throw error
    }
  },
  staleTime: 5 * 60_000,
})

export const signIn = (login: string, password: string) =>
  answer(client.POST('/v1/session', { body: { login, password } }))

export const signOut = () => answer(client.DELETE('/v1/session'))
