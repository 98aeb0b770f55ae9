// A list of any length as a table that scrolls in a frame: rows are there while
// they are in sight, and come from the API page by page. All are of one height and
// the columns of fixed widths, so that nothing moves but by scrolling.
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { Skeleton } from 'antd'
import { memo, useCallback, useEffect, useRef, useState, type FocusEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { useFormat } from './format'
import { rowsOf, unknown, usePages, type Ask, type Extent } from './pages'
import { ProblemNotice } from './ProblemNotice'
import type { Column } from './Rows'
import './long.css'

/** In pixels, as in long.css. */
const rowHeight = 38
const flexible = 140
/** How many rows are drawn above and below those in sight. */
const beyond = 12

interface Props<T> {
  label: string
  ask: Ask<T>
  /** How many rows a page has that is not the last. */
  size: number
  columns: Column<T>[]
  empty: ReactNode
}

/** Where somebody was in a list who comes back to it. */
const places = new Map<string, { known: Extent; offset: number }>()
function keep(key: string, place: { known: Extent; offset: number }) {
  places.set(key, place)
  if (places.size > 20) places.delete(places.keys().next().value!)
}

export function LongRows<T>({ label, ask, size, columns, empty }: Props<T>) {
  const { t } = useTranslation()
  const { number } = useFormat()
  const { key } = useLocation()
  const frame = useRef<HTMLDivElement>(null)
  const [known, learn] = useState(() => places.get(key)?.known ?? unknown)
  const [focused, focus] = useState<number>()
  const count = rowsOf(known, size)
  const rangeExtractor = useCallback((range: Range) => {
    const shown = defaultRangeExtractor(range)
    // The row that has the keyboard's focus stays, or the focus would be lost with it.
    if (focused === undefined || focused >= range.count || shown.includes(focused)) return shown
    return [...shown, focused].sort((a, b) => a - b)
  }, [focused])
  const rows = useVirtualizer({
    count, rangeExtractor, estimateSize: () => rowHeight, overscan: beyond, getScrollElement: () => frame.current,
    initialOffset: () => places.get(key)?.offset ?? 0, initialRect: { width: 0, height: 800 },
  })
  const { startIndex = 0, endIndex = 0 } = rows.range ?? {}
  const { pages, at: page } = usePages(ask, Math.floor(Math.max(0, startIndex - beyond) / size), Math.floor((endIndex + size / 2) / size), known, learn)

  const now = useRef({ known, offset: 0 })
  now.current = { known, offset: rows.scrollOffset ?? 0 }
  useEffect(() => () => keep(key, now.current), [key])

  const failed = pages.find(({ error }) => error)
  const problem = <ProblemNotice error={failed?.error} again={() => void failed?.refetch()} />
  if (!pages.some(({ data }) => data)) return failed ? problem : <Skeleton active paragraph={{ rows: 8 }} />
  if (known.last === 0 && count === 0) return empty
  const end = known.last !== undefined
  const total = end ? count : count - 1
  let at = 0
  return (
    <>
      {problem}
      <div ref={frame} className="long-frame panel" tabIndex={0} role="region" aria-label={label} onFocus={(event) => focus(indexOf(event))} onBlur={() => focus(undefined)}>
        <table className="plain long" aria-rowcount={end ? count + 1 : -1} style={{ minWidth: columns.reduce((sum, { width = flexible }) => sum + width, 0) }}>
          <colgroup>{columns.map(({ title, width }) => <col key={title} style={{ width }} />)}</colgroup>
          <thead>
            <tr aria-rowindex={1}>{columns.map(({ title, number, unseen }) => <th key={title} scope="col" className={number ? 'number' : undefined}>{unseen ? <span className="unseen">{title}</span> : title}</th>)}</tr>
          </thead>
          <tbody>
            {rows.getVirtualItems().flatMap(({ index, start, end }) => {
              const gap = start - at
              at = end
              const item = page(Math.floor(index / size))?.items[index % size]
              const row = <Row key={index} index={index} item={item} columns={columns} />
              return gap > 0 ? [<Gap key={`before ${index}`} height={gap} columns={columns.length} />, row] : [row]
            })}
            {rows.getTotalSize() > at && <Gap height={rows.getTotalSize() - at} columns={columns.length} />}
          </tbody>
        </table>
      </div>
      <p role="status" className="long-count secondary">{t(end ? 'app.rows.all' : 'app.rows.some', { total: number(total) })}</p>
    </>
  )
}

/** Stands for the rows that are not there. */
function Gap({ height, columns }: { height: number; columns: number }) {
  return <tr aria-hidden className="long-gap"><td colSpan={columns} style={{ height }} /></tr>
}

interface RowProps<T> {
  index: number
  item: T | undefined
  columns: Column<T>[]
}

const Row = memo(function Row<T>({ index, item, columns }: RowProps<T>) {
  return (
    <tr data-index={index} aria-rowindex={index + 2} aria-busy={item === undefined || undefined}>
      {columns.map(({ title, number, show }) => <td key={title} className={number ? 'number' : undefined}>{item === undefined ? <span className="long-wait" /> : show(item)}</td>)}
    </tr>
  )
}) as <T>(props: RowProps<T>) => ReactNode

function indexOf({ target }: FocusEvent) {
  const index = target.closest('tr')?.dataset.index
  return index === undefined ? undefined : Number(index)
}
