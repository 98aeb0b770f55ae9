// Which page of the portal is shown: it stands in the address, so that the back
// button of a phone leads back.
import { useSyncExternalStore } from 'react'

const watchers = new Set<() => void>()

function watch(changed: () => void) {
  watchers.add(changed)
  addEventListener('popstate', changed)
  return () => {
    watchers.delete(changed)
    removeEventListener('popstate', changed)
  }
}

/** Goes to a page: `orders/E-1`, `returns/RMA-…`, or '' for the first one. */
export function go(to: string, { replace = false } = {}) {
  history[replace ? 'replaceState' : 'pushState'](null, '', `/portal/${to.split('/').map(encodeURIComponent).join('/')}`)
  scrollTo(0, 0)
  watchers.forEach((changed) => changed())
}

/** The parts of the address behind /portal/. */
export function usePlace(): string[] {
  const path = useSyncExternalStore(watch, () => location.pathname)
  return path.replace(/^\/portal\/?/, '').split('/').filter(Boolean).map(decodeURIComponent)
}
