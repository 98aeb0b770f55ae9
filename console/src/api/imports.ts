// Files that bring many rows at once, and what came of them.
import type { Schemas } from './client'
import { uploadRows, type Sent } from './transfer'

/** What can be brought, and the call it takes. */
export const kinds = { orders: 'importOrders', stock: 'importStock', reasons: 'importReasons', returns: 'importReturns' } as const
export type Kind = keyof typeof kinds

/** Files with rows, by the ends of their names. */
export function rowsKind(name: string) {
  if (/\.csv$/i.test(name)) return 'text/csv'
  if (/\.xlsx$/i.test(name)) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  if (/\.(nd)?jsonl?$/i.test(name)) return 'application/x-ndjson'
  return undefined
}

export interface Came {
  accepted: number
  rejected_count: number
  rejected: { row: number; field?: string; message: string }[]
  /** Of things, which of orders may be many rows each. */
  created: number
  updated: number
  unchanged: number
}

interface Import {
  kind: Kind
  file: File
  /** Only to see what would come of it. */
  dry: boolean
  currency?: string
  from?: string
}

export async function importRows({ kind, file, dry, currency, from }: Import, progress: (sent: Sent) => void, signal: AbortSignal): Promise<Came> {
  const query = new URLSearchParams({ progress: 'true', ...(dry && { dry_run: 'true' }), ...(kind === 'orders' && currency && { currency }), ...(kind === 'returns' && { from: from ?? '' }) })
  const report = await uploadRows<Schemas['ImportReport'] | Schemas['RowsReport']>(`/v1/${kind}/import?${query.toString()}`, { file, kind: rowsKind(file.name)!, progress, signal })
  return 'orders' in report ? { ...report, ...report.orders } : report
}
