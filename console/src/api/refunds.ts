import { answer, client, decide, type Schemas } from './client'
import type { paths } from './schema.gen'

export type Task = Schemas['RefundTask']
export type TaskFilter = NonNullable<paths['/v1/refund-tasks']['get']['parameters']['query']>

/** A page of them, for lists of any length. */
export const tasksPage = (filter: TaskFilter) => (cursor: string | undefined) => ({
  queryKey: ['refund-tasks', filter, cursor],
  queryFn: ({ signal }: { signal: AbortSignal }) => answer(client.GET('/v1/refund-tasks', { signal, params: { query: { ...filter, cursor } } })),
})

export const decideRefund = (id: string, body: Schemas['RefundDecision']) =>
  decide((key) => client.POST('/v1/refund-tasks/{id}/decide', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body }))
