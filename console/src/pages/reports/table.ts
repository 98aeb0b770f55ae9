// A report is a few figures and tables; a chart is a picture of a table, so that
// the two can never differ.
import type { Money } from '../../api/reports'

export type Kind = 'text' | 'count' | 'percent' | 'span' | 'rating' | 'money'
export type Value = string | number | null | Money[]

export interface Column {
  title: string
  kind: Kind
  /** Stands for the period before, and is shown when periods are compared. */
  before?: boolean
  /** Is drawn in the chart; a share beside counts as a line, with percents on the other side. */
  drawn?: boolean
}

export interface Row {
  key: string
  values: Value[]
  /** The list of the returns that the row counts. */
  to?: string
}

export interface Table {
  title: string
  chart?: 'bar' | 'line'
  columns: Column[]
  rows: Row[]
}

export interface Figure {
  title: string
  kind: Kind
  now: Value
  before?: Value
  /** Whether more of it is good news, bad news or neither. */
  more?: 'good' | 'bad'
}

export interface Shown {
  figures?: Figure[]
  tables: Table[]
}

/** A column and how its value is found in an item. */
export interface From<Item> extends Column {
  of: (item: Item) => Value
}

/** Builds a table from the items of an answer. The first column names the row. */
export function tableOf<Item>(title: string, items: readonly Item[], columns: From<Item>[], { chart, to }: { chart?: Table['chart']; to?: (item: Item) => string | undefined } = {}): Table {
  return {
    title, chart,
    columns: columns.map(({ of: _, ...column }) => column),
    rows: items.map((item, index) => ({ key: String(index), values: columns.map(({ of }) => of(item)), to: to?.(item) })),
  }
}

/** Leaves out what stands for the period before. */
export function withoutBefore(table: Table): Table {
  const kept = table.columns.map(({ before }) => !before)
  return {
    ...table,
    columns: table.columns.filter((_, index) => kept[index]),
    rows: table.rows.map((row) => ({ ...row, values: row.values.filter((_, index) => kept[index]) })),
  }
}

/** How much more there is than before, as a share of what was; null when that says nothing. */
export function changeOf(now: Value, before: Value | undefined): number | null {
  if (typeof now !== 'number' || typeof before !== 'number' || before === 0) return null
  return (now - before) / before
}

const quoted = (cell: string) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** The table as CSV. A cell that a spreadsheet would run as a formula begins with an apostrophe. */
export function csvOf(table: Table): string {
  const plain = (value: Value, kind: Kind): string => {
    if (value === null) return ''
    if (Array.isArray(value)) return value.map(({ amount, currency }) => `${amount} ${currency}`).join('; ')
    if (typeof value === 'number' || kind !== 'text') return String(value)
    return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  }
  const lines = [table.columns.map(({ title }) => title), ...table.rows.map(({ values }) => values.map((value, index) => plain(value, table.columns[index]!.kind)))]
  return `${lines.map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`
}
