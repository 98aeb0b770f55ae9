// A list of any length as a table that scrolls in a frame: rows are there while
// they are in sight, and come from the API page by page. All are of one height, as
// density.ts has it, and the columns of fixed widths, so that nothing moves but by
// scrolling.
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { Skeleton } from 'antd'
import { memo, useCallback, useEffect, useLayoutEffect, useRef, useState, type CSSProperties, type FocusEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { heightsOf, useDensity } from '../app/density'
import { useFormat } from './format'
import { rowsOf, unknown, usePages, type Ask, type Extent } from './pages'
import { ProblemNotice } from './ProblemNotice'
import type { Column } from './Rows'
import './long.css'

/** In pixels. */
const flexible = 140
/** How many rows are drawn above and below those in sight. */
const beyond = 12

interface Props<T> {
  label: string
  ask: Ask<T>
  /** How many rows a page has that is not the last. */
  size: number
  /** How many lines each row has room for. */
  lines?: number
  columns: Column<T>[]
  empty: ReactNode
}

/** Where somebody was in a list who comes back to it: what was known of it, and which row was the first. */
interface Place {
  known: Extent
  first: number
}
const places = new Map<string, Place>()
function keep(key: string, place: Place) {
  places.set(key, place)
  if (places.size > 20) places.delete(places.keys().next().value!)
}

export function LongRows<T>({ label, ask, size, lines = 1, columns, empty }: Props<T>) {
  const { t } = useTranslation()
  const { number } = useFormat()
  const key = `${useLocation().key} ${label}`
  const { density } = useDensity()
  const heights = heightsOf(density, lines)
  const height = heights.row
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
    count, rangeExtractor, estimateSize: () => height, overscan: beyond, getScrollElement: () => frame.current,
    initialOffset: () => (places.get(key)?.first ?? 0) * height, initialRect: { width: 0, height: 800 },
  })
  const { startIndex = 0, endIndex = 0 } = rows.range ?? {}
  const { pages, at: page } = usePages(ask, Math.floor(Math.max(0, startIndex - beyond) / size), Math.floor((endIndex + size / 2) / size), known, learn)

  const now = useRef({ known, first: 0, height })
  // Rows that become higher or lower leave the first one where it is.
  useLayoutEffect(() => {
    if (now.current.height === height) return
    const offset = now.current.first * height
    now.current.height = height
    rows.measure()
    requestAnimationFrame(() => rows.scrollToOffset(offset))
  }, [height])
  if (now.current.height === height) now.current = { known, first: (rows.scrollOffset ?? 0) / height, height }
  useEffect(() => () => keep(key, now.current), [key])

  const failed = pages.find(({ error }) => error)
  const problem = <ProblemNotice error={failed?.error} again={() => void failed?.refetch()} />
  if (!pages.some(({ data }) => data)) return failed ? problem : <Skeleton active title={false} paragraph={{ rows: 8 }} />
  if (known.last === 0 && count === 0) return empty
  const end = known.last !== undefined
  const total = end ? count : count - 1
  const measures = { '--row-height': `${height}px`, '--head-height': `${heights.head}px`, '--line-height': `${heights.line}px`, '--lines': lines } as CSSProperties
  let at = 0
  return (
    <>
      {problem}
      <div ref={frame} className="long-frame panel" tabIndex={0} role="region" aria-label={label} style={measures} onFocus={(event) => focus(indexOf(event))} onBlur={() => focus(undefined)}>
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
              const row = <Row key={index} index={index} item={item} columns={columns} tall={lines > 1} />
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
  tall: boolean
}

const Row = memo(function Row<T>({ index, item, columns, tall }: RowProps<T>) {
  return (
    <tr data-index={index} aria-rowindex={index + 2} aria-busy={item === undefined || undefined}>
      {columns.map(({ title, number, show }) => {
        const shown = item === undefined ? <span className="long-wait" /> : show(item)
        // A cell would grow with what is in it.
        return <td key={title} className={number ? 'number' : undefined}>{tall ? <div className="long-cell">{shown}</div> : shown}</td>
      })}
    </tr>
  )
}) as <T>(props: RowProps<T>) => ReactNode

function indexOf({ target }: FocusEvent) {
  const index = target.closest('tr')?.dataset.index
  return index === undefined ? undefined : Number(index)
}
