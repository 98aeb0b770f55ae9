// A file of payments beside the refunds that count as paid.
import { tableKind } from './batches'
import type { Schemas } from './client'
import type { Headings } from './imports'
import { download, save, uploadRows, type Sent } from './transfer'

export type Reconciliation = Schemas['RefundReconciliation']
export type Item = Schemas['ReconciliationItem']
export type Outcome = Item['outcome']

/** Where the empty table is. */
export const template = '/v1/refund-reconciliations/template'

export interface Compared {
  file: File
  headings: Headings
  currency?: string
  from?: string
  to?: string
  provider?: string
}

function address({ headings, currency, from, to, provider }: Compared, more: Record<string, string>) {
  const query = new URLSearchParams(more)
  for (const [name, value] of Object.entries({ currency, from, to, provider })) if (value) query.set(name, value)
  for (const [heading, column] of Object.entries(headings)) query.append('heading', `${heading}=${column}`)
  return `/v1/refund-reconciliations?${query.toString()}`
}

export const compare = (given: Compared, progress: (sent: Sent) => void, signal: AbortSignal) =>
  uploadRows<Reconciliation>(address(given, { progress: 'true' }), { file: given.file, kind: tableKind(given.file.name)!, progress, signal })

/** The same as a table, which has all items. */
export async function saveTable(given: Compared, format: 'csv' | 'xlsx', signal: AbortSignal) {
  const { name, file } = await download(address(given, { format }), () => {}, signal, { file: given.file, kind: tableKind(given.file.name)! })
  save(name, file)
}
