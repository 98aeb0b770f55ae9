// Batches: many returns in one go. What a batch does is not told by the event
// stream, so that a running one is asked for again and again.
import { queryOptions } from '@tanstack/react-query'
import { answer, client, decide, type Schemas } from './client'
import { upload, type Sent } from './transfer'

export type Batch = Schemas['Batch']
export type BatchRow = Schemas['BatchRow']
export type BatchState = Schemas['BatchState']
export type Outcome = Schemas['RowOutcome']

/** Whether rows of it may change without anybody doing anything. */
export const moving = (batch: Batch | undefined) => Boolean(batch && (batch.state === 'running' || batch.decisions.some(({ waiting }) => waiting > 0)))
const often = 1500

export const batchesPage = (filter: { state?: BatchState[]; limit: number }) => (cursor: string | undefined) => ({
  queryKey: ['batches', filter, cursor],
  queryFn: ({ signal }: { signal: AbortSignal }) => answer(client.GET('/v1/batches', { signal, params: { query: { ...filter, cursor } } })),
  refetchInterval: (items: Batch[]) => (items.some(moving) ? 2 * often : false),
})

export const batchQuery = (id: string) =>
  queryOptions({
    queryKey: ['batch', id],
    queryFn: ({ signal }) => answer(client.GET('/v1/batches/{id}', { signal, params: { path: { id } } })),
    refetchInterval: ({ state }) => (moving(state.data) ? often : false),
  })

export const rowsPage = (batch: Batch, filter: { outcome?: Outcome[]; limit: number }) => (cursor: string | undefined) => ({
  queryKey: ['batch', batch.id, 'rows', filter, cursor],
  queryFn: ({ signal }: { signal: AbortSignal }) => answer(client.GET('/v1/batches/{id}/rows', { signal, params: { path: { id: batch.id }, query: { ...filter, cursor } } })),
  refetchInterval: () => (moving(batch) ? 2 * often : false),
})

const of = (id: string, key: string) => ({ path: { id }, header: { 'Idempotency-Key': key } })

export const steer = (id: string, action: 'pause' | 'resume' | 'cancel') =>
  decide((key) => client.POST(`/v1/batches/{id}/${action}` as '/v1/batches/{id}/pause', { params: of(id, key) }))

export const reviewBatch = (id: string, body: Schemas['BatchReview']) => decide((key) => client.POST('/v1/batches/{id}/review', { params: of(id, key), body }))

export const confirmBatch = (id: string, body: Schemas['BatchSelection']) => decide((key) => client.POST('/v1/batches/{id}/confirm', { params: of(id, key), body }))

export const startBatch = (body: Schemas['BatchInput']) => decide((key) => client.POST('/v1/batches', { params: { header: { 'Idempotency-Key': key } }, body }))

/** The media type of a table by its name; nothing when it is none. */
export function tableKind(name: string) {
  if (/\.csv$/i.test(name)) return 'text/csv'
  if (/\.xlsx$/i.test(name)) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return undefined
}

export const uploadBatch = (name: string, file: File, kind: string, progress: (sent: Sent) => void, signal: AbortSignal) =>
  upload<Batch>(`/v1/batches?${new URLSearchParams({ name }).toString()}`, { file, kind, progress, signal })
