// Keeps what is on the screen true: the server tells what changed, and the
// answers about it are asked for again.
import type { QueryClient } from '@tanstack/react-query'

export interface Change {
  topic: 'return' | 'refund_task' | 'stock' | 'everything'
  return_id?: string
  order_number?: string
  sku?: string
}

/** The first parts of the keys of queries that show a topic. */
const shownBy: Record<Exclude<Change['topic'], 'everything'>, string[]> = {
  return: ['return', 'returns', 'order', 'orders', 'disputes', 'strays'],
  refund_task: ['return', 'refund-tasks'],
  stock: ['stock'],
}

/** Whether the change may have changed the answer of the query. */
export function concerns(change: Change, key: readonly unknown[]): boolean {
  if (change.topic === 'everything') return !['session', 'reasons', 'queues', 'views', 'help'].includes(String(key[0]))
  const [what, which] = key
  if (!shownBy[change.topic].includes(String(what))) return false
  if (what === 'return') return which === change.return_id || String(which).startsWith('RMA-')
  if (what === 'order') return which === change.order_number
  return true
}

/** Whether the change may have changed how much waits: counts of everything, asked for less often than lists. */
const counts = ({ topic }: Change, key: readonly unknown[]) => key[0] === 'queues' && topic !== 'stock'

/** Asks again for what changed, once for changes that come close together. */
export function refresher(queries: QueryClient, delay = 150, shows = concerns) {
  let waiting: Change[] = []
  return (change: Change) => {
    waiting.push(change)
    if (waiting.length > 1) return
    setTimeout(() => {
      const changes = waiting
      waiting = []
      void queries.invalidateQueries({ predicate: ({ queryKey }) => changes.some((each) => shows(each, queryKey)) })
    }, delay)
  }
}

/** Listens until the returned function is called. `heard` learns whether anything can be heard. */
export function listen(queries: QueryClient, heard: (online: boolean) => void): () => void {
  const lists = refresher(queries)
  const queues = refresher(queries, 2000, counts)
  const refresh = (change: Change) => {
    lists(change)
    queues(change)
  }
  let source: EventSource | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let everHeard = false
  const open = () => {
    source = new EventSource('/v1/events')
    source.addEventListener('ready', () => {
      heard(true)
      if (everHeard && again) refresh({ topic: 'everything' }) // a new stream does not know what the old one told
      again = undefined
      everHeard = true
    })
    source.addEventListener('reset', () => {
      heard(true)
      refresh({ topic: 'everything' })
    })
    source.addEventListener('change', (event) => refresh(JSON.parse(event.data as string) as Change))
    source.addEventListener('error', () => {
      heard(false)
      // A stream that ended is opened again by the browser; one that was refused is not.
      if (source?.readyState === EventSource.CLOSED) {
        clearTimeout(again)
        again = setTimeout(open, 5000)
      }
    })
  }
  open()
  return () => {
    clearTimeout(again)
    source?.close()
  }
}
