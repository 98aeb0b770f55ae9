// How a customer comes in: with the token behind the # of a link, with order
// number and contact, or with the session that one of them has begun.
import { queryOptions } from '@tanstack/react-query'
import { answer, client } from '../src/api/client'
import { asProblem } from '../src/api/problem'
import { sessionQuery, type Session } from '../src/api/session'

/** Turns a token into a session, so that it need not stay in the browser. */
export const follow = (token: string) => answer(client.POST('/v1/portal/session', { body: { token } }))

export async function enter(order_number: string, contact: string): Promise<Session> {
  const { token } = await answer(client.POST('/v1/portal/access', { body: { order_number, contact } }))
  return follow(token)
}

/** Has a link mailed to the order's own address; the answer does not say whether number and contact are right. */
export const mailLink = (order_number: string, contact: string) => answer(client.POST('/v1/portal/link', { body: { order_number, contact } }))

/** Who visits; null for nobody, and also for staff: the portal is for customers. */
export const visitQuery = queryOptions({
  queryKey: ['session', 'portal'],
  queryFn: async (context): Promise<Session | null> => {
    const token = location.hash.slice(1)
    if (token) {
      history.replaceState(null, '', location.pathname)
      try {
        return await follow(token)
      } catch (error) {
        if (asProblem(error).temporary) throw error
        linkProblem = error // the page to find an order says so
        return null
      }
    }
    const session = await sessionQuery.queryFn!(context as never)
    return session?.user.role === 'customer' ? session : null
  },
  staleTime: Infinity,
})

/** What was wrong with the link that somebody came by. */
export let linkProblem: unknown
export function forgetLinkProblem() {
  linkProblem = undefined
}
