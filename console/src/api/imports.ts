// Files that bring many rows at once, and what came of them.
import { language } from '../app/language'
import { tableKind } from './batches'
import type { Schemas } from './client'
import { Problem } from './problem'
import { uploadRows, type Sent } from './transfer'

/** What can be brought, and the call it takes. */
export const kinds = { orders: 'importOrders', stock: 'importStock', reasons: 'importReasons', returns: 'importReturns' } as const
export type Kind = keyof typeof kinds

/** Files with rows, by the ends of their names. */
export function rowsKind(name: string) {
  return /\.(nd)?jsonl?$/i.test(name) ? 'application/x-ndjson' : tableKind(name)
}

export interface Came {
  accepted: number
  rejected_count: number
  rejected: { row: number; field?: string; message: string }[]
  /** Headings that say nothing to the service. */
  unused_columns?: string[]
  /** Of things, which of orders may be many rows each. */
  created: number
  updated: number
  unchanged: number
}

/** Our column by the heading that the file has for it. */
export type Headings = Record<string, string>

interface Import {
  kind: Kind
  file: File
  /** Only to see what would come of it. */
  dry: boolean
  headings: Headings
  currency?: string
  from?: string
}

export async function importRows({ kind, file, dry, headings, currency, from }: Import, progress: (sent: Sent) => void, signal: AbortSignal): Promise<Came> {
  const query = new URLSearchParams({ progress: 'true', ...(dry && { dry_run: 'true' }), ...(kind === 'orders' && currency && { currency }), ...(kind === 'returns' && { from: from ?? '' }) })
  for (const [heading, column] of Object.entries(headings)) query.append('heading', `${heading}=${column}`)
  const report = await uploadRows<Schemas['ImportReport'] | Schemas['RowsReport']>(`/v1/${kind}/import?${query.toString()}`, { file, kind: rowsKind(file.name)!, progress, signal })
  return 'orders' in report ? { ...report, ...report.orders } : report
}

/** Where the empty table is. */
export const templateOf = (kind: Kind) => `/v1/${kind}/import/template`

/** Our columns, as the empty table has them. */
export async function columnsOf(template: string, signal: AbortSignal): Promise<string[]> {
  const response = await fetch(`${template}?format=csv`, { signal, headers: { 'Accept-Language': language() } })
  if (!response.ok) throw new Problem(response.status, {})
  return (await response.text()).replace(/^\ufeff/, '').split(/\r?\n/, 1)[0]!.split(',')
}
