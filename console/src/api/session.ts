import { queryOptions } from '@tanstack/react-query'
import { answer, client, type Schemas } from './client'
import { settings } from '../app/settings'
import { Problem } from './problem'

export type Session = Schemas['Session']

/** Whether it is worth asking who is signed in: a stranger's first visit is no error. */
let somebody = settings.signed_in

/** Who is signed in; null for nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Session | null> => {
    if (!somebody) return null
    try {
      return await answer(client.GET('/v1/session', { signal }))
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null
      throw error
    }
  },
  staleTime: 5 * 60_000,
})

export async function signIn(login: string, password: string) {
  const session = await answer(client.POST('/v1/session', { body: { login, password } }))
  somebody = true
  return session
}

/** Ends the session here; what comes back is the provider's page to go on to, if there is one. */
export async function signOut(): Promise<string | undefined> {
  const gone = await answer(client.DELETE('/v1/session'))
  somebody = false
  return gone?.continue_at
}
