import { infiniteQueryOptions } from '@tanstack/react-query'
import { answer, client, decide, type Schemas } from './client'
import type { paths } from './schema.gen'

export type Task = Schemas['RefundTask']
export type TaskFilter = NonNullable<paths['/v1/refund-tasks']['get']['parameters']['query']>

export const tasksQuery = (filter: TaskFilter) =>
  infiniteQueryOptions({
    queryKey: ['refund-tasks', filter],
    queryFn: ({ pageParam, signal }) => answer(client.GET('/v1/refund-tasks', { signal, params: { query: { ...filter, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const decideRefund = (id: string, body: Schemas['RefundDecision']) =>
  decide((key) => client.POST('/v1/refund-tasks/{id}/decide', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body }))
