// Goods that came and were not expected. The key begins with the topic that
// live.ts refreshes.
import { answer, client, decide, type Schemas } from './client'

export type Stray = Schemas['StrayRecord']
export type Held = Schemas['HeldRecord']
export type Disposition = NonNullable<Schemas['StrayDecision']['disposition']>

export const straysPage = (filter: { status?: 'open' | 'decided'; return?: string; limit: number }) => (cursor: string | undefined) => ({
  queryKey: ['strays', filter, cursor],
  queryFn: ({ signal }: { signal: AbortSignal }) => answer(client.GET('/v1/strays', { signal, params: { query: { ...filter, cursor } } })),
})

export const heldPage = (filter: { waiting_for?: 'reviewer' | 'logistics'; limit: number }) => (cursor: string | undefined) => ({
  queryKey: ['strays', 'held', filter, cursor],
  queryFn: ({ signal }: { signal: AbortSignal }) => answer(client.GET('/v1/held-goods', { signal, params: { query: { ...filter, cursor } } })),
})

export const decideStray = (id: string, body: Schemas['StrayDecision']) =>
  decide((key) => client.POST('/v1/strays/{id}/decide', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body }))
