// Who is signed in, for all pages below <SignedIn>. When the session is over,
// the sign-in page comes up and leads back to where one was.
import { useQuery } from '@tanstack/react-query'
import { createContext, use, useEffect } from 'react'
import { Navigate, Outlet, useLocation } from 'react-router'
import { session as sessionEvents } from '../api/client'
import { sessionQuery, type Session } from '../api/session'
import { Loading } from '../parts/Loading'
import { ProblemNotice } from '../parts/ProblemNotice'
import { may } from './menu'
import { queries } from './queries'

const SessionContext = createContext<Session | null>(null)

export function useSession(): Session {
  const session = use(SessionContext)
  if (!session) throw new Error('useSession is for pages below <SignedIn>')
  return session
}

/** Whether the role may call the operation. */
export function useMay(operation: string) {
  return may(useSession(), operation)
}

export function SignedIn() {
  const { data, error, refetch } = useQuery(sessionQuery)
  const here = useLocation()

  useEffect(() => {
    const over = () => queries.setQueryData(sessionQuery.queryKey, null)
    sessionEvents.addEventListener('over', over)
    return () => sessionEvents.removeEventListener('over', over)
  }, [])

  if (data === null) {
    const to = here.pathname + here.search
    return <Navigate to={to === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(to)}`} replace />
  }
  if (error && !data) return <ProblemNotice error={error} again={() => void refetch()} page />
  if (!data) return <Loading page />
  return (
    <SessionContext value={data}>
      <Outlet />
    </SessionContext>
  )
}
