// A list as a table. Ant Design's own would take the landing pages over the
// size they are held to; sorting and filters are the API's anyway.
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'

export interface Column<T> {
  title: string
  number?: boolean
  /** The title is only read out: what is below speaks for itself. */
  unseen?: boolean
  /** In pixels, for LongRows; columns without share what is left. */
  width?: number
  show: (item: T) => ReactNode
}

/** Wide enough for any RMA number: the letters are not all of one width. */
export const rmaWidth = 154
/** Wide enough for a day and a time in either language. */
export const momentWidth = 156

interface Props<T> {
  label: string
  items: T[]
  keyOf: (item: T) => string
  columns: Column<T>[]
  loading: boolean
  empty: ReactNode
}

export function Rows<T>({ label, items, keyOf, columns, loading, empty }: Props<T>) {
  if (loading) return <Skeleton active title={false} paragraph={{ rows: 8 }} />
  if (items.length === 0) return empty
  return (
    <div className="table-frame panel" tabIndex={0} role="region" aria-label={label}>
      <table className="plain">
        <thead>
          <tr>{columns.map(({ title, number, unseen }) => <th key={title} className={number ? 'number' : undefined}>{unseen ? <span className="unseen">{title}</span> : title}</th>)}</tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={keyOf(item)}>{columns.map(({ title, number, show }) => <td key={title} className={number ? 'number' : undefined}>{show(item)}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
