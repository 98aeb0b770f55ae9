// A list of any length by the pages of it that are in sight. Only those are asked
// for and kept true, so that a change in the shop costs two calls and not a
// hundred. Where a page begins is known from the one before it.
import { useQueries } from '@tanstack/react-query'
import { useEffect, useRef, type Dispatch, type SetStateAction } from 'react'

export interface Page<T> {
  items: T[]
  next_cursor?: string | null
}

type Start = string | undefined

/** How to ask for the page that begins after a cursor, and in how many milliseconds again for what moves by itself. */
export type Ask<T> = (cursor: Start) => {
  queryKey: readonly unknown[]
  queryFn: (context: { signal: AbortSignal }) => Promise<Page<T>>
  refetchInterval?: (items: T[]) => number | false
}

/** What is known of a list: where its pages begin, and how long the last one is once that was seen. */
export interface Extent {
  starts: Start[]
  last?: number
}

export const unknown: Extent = { starts: [undefined] }

/** How many rows there are to scroll through; one stands for all that nobody has seen. */
export const rowsOf = ({ starts, last = 1 }: Extent, size: number) => (starts.length - 1) * size + last

/** What a page tells of the list: that it ends here, or where the next page begins. */
export function learn(known: Extent, at: number, page: Page<unknown>): Extent {
  const { starts, last } = known
  const next = page.next_cursor ?? undefined
  if (!next) return starts.length === at + 1 && last === page.items.length ? known : { starts: starts.slice(0, at + 1), last: page.items.length }
  if (starts[at + 1] === next) return known
  // Pages further on keep their old beginnings until they come into sight and learn new ones in their turn.
  const after = [...starts]
  after[at + 1] = next
  return { starts: after, last: after.length > starts.length ? undefined : last }
}

/** The pages from one to another, and what is known of any; what they teach of the list is told to `set`. */
export function usePages<T>(ask: Ask<T>, from: number, to: number, known: Extent, set: Dispatch<SetStateAction<Extent>>) {
  const seen = useRef(new Map<number, Page<T>>())
  const asked = known.starts.slice(from, to + 1)
  const pages = useQueries({ queries: asked.map((start, i) => {
    const { refetchInterval: again, ...rest } = ask(start)
    return { ...rest, placeholderData: () => seen.current.get(from + i), refetchInterval: ({ state }: { state: { data?: Page<T> } }) => again?.(state.data?.items ?? []) ?? false }
  }) })
  useEffect(() => {
    pages.forEach(({ data, isPlaceholderData }, i) => {
      if (!data || isPlaceholderData) return
      seen.current.set(from + i, data)
      set((before) => (before.starts[from + i] === asked[i] ? learn(before, from + i, data) : before))
    })
  })
  return { pages, at: (page: number) => pages[page - from]?.data ?? seen.current.get(page) }
}
