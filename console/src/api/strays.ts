// Goods that came and were not expected. The key begins with the topic that
// live.ts refreshes.
import { infiniteQueryOptions } from '@tanstack/react-query'
import { answer, client, decide, type Schemas } from './client'

export type Stray = Schemas['StrayRecord']
export type Held = Schemas['HeldRecord']
export type Disposition = NonNullable<Schemas['StrayDecision']['disposition']>

export const straysQuery = (filter: { status?: 'open' | 'decided'; return?: string }) =>
  infiniteQueryOptions({
    queryKey: ['strays', filter],
    queryFn: ({ pageParam, signal }) => answer(client.GET('/v1/strays', { signal, params: { query: { ...filter, limit: 50, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const heldQuery = (waiting_for?: 'reviewer' | 'logistics') =>
  infiniteQueryOptions({
    queryKey: ['strays', 'held', waiting_for],
    queryFn: ({ pageParam, signal }) => answer(client.GET('/v1/held-goods', { signal, params: { query: { waiting_for, limit: 50, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const decideStray = (id: string, body: Schemas['StrayDecision']) =>
  decide((key) => client.POST('/v1/strays/{id}/decide', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body }))
