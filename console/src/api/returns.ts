// What pages ask about returns. The first part of each key names the topic that
// live.ts refreshes.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer, client, decide, type Schemas } from './client'
import type { paths } from './schema.gen'

export type Return = Schemas['Return']
export type Action = Schemas['Action']
export type ReturnFilter = NonNullable<paths['/v1/returns']['get']['parameters']['query']>

export const returnsQuery = (filter: ReturnFilter) =>
  infiniteQueryOptions({
    queryKey: ['returns', filter],
    queryFn: ({ pageParam, signal }) =>
      answer(client.GET('/v1/returns', { signal, params: { query: { ...filter, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

/** A page of them, for lists of any length. */
export const returnsPage = (filter: ReturnFilter) => (cursor: string | undefined) => ({
  queryKey: ['returns', 'page', filter, cursor],
  queryFn: ({ signal }: { signal: AbortSignal }) => answer(client.GET('/v1/returns', { signal, params: { query: { ...filter, cursor } } })),
})

export const returnQuery = (id: string) =>
  queryOptions({
    queryKey: ['return', id],
    queryFn: ({ signal }) => answer(client.GET('/v1/returns/{id}', { signal, params: { path: { id } } })),
  })

/** What its workflow is doing; asked of Temporal, so only when somebody wants to know. */
export const liveQuery = (id: string) =>
  queryOptions({
    queryKey: ['return', id, 'live'],
    queryFn: ({ signal }) => answer(client.GET('/v1/returns/{id}/live', { signal, params: { path: { id } } })),
    gcTime: 0,
  })

export const eventsQuery = (id: string) =>
  queryOptions({
    queryKey: ['return', id, 'events'],
    queryFn: ({ signal }) => answer(client.GET('/v1/returns/{id}/events', { signal, params: { path: { id }, query: { limit: 200 } } })),
  })

export const messagesQuery = (id: string) =>
  queryOptions({
    queryKey: ['return', id, 'messages'],
    queryFn: ({ signal }) => answer(client.GET('/v1/returns/{id}/messages', { signal, params: { path: { id } } })),
  })

export const movementsQuery = (id: string) =>
  queryOptions({
    queryKey: ['return', id, 'movements'],
    queryFn: ({ signal }) => answer(client.GET('/v1/stock/movements', { signal, params: { query: { return: id, limit: 200 } } })),
  })

export const reasonsQuery = queryOptions({
  queryKey: ['reasons'],
  queryFn: ({ signal }) => answer(client.GET('/v1/reasons', { signal, params: { query: { inactive: true } } })),
  staleTime: 10 * 60_000,
})

export const review = (id: string, body: Schemas['Review']) =>
  decide((key) => client.POST('/v1/returns/{id}/review', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body }))

export const claim = (id: string) =>
  decide((key) => client.POST('/v1/returns/{id}/claim', { params: { path: { id }, header: { 'Idempotency-Key': key } } }))

export const release = (id: string) =>
  decide((key) => client.POST('/v1/returns/{id}/release', { params: { path: { id }, header: { 'Idempotency-Key': key } } }))

export const assign = (id: string, user_id: string) =>
  decide((key) => client.POST('/v1/returns/{id}/assign', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body: { user_id } }))

/** Whom a return can be assigned to, by a part of their name. */
export const reviewersQuery = (q: string) =>
  queryOptions({
    queryKey: ['reviewers', q],
    queryFn: ({ signal }) => answer(client.GET('/v1/reviewers', { signal, params: { query: { limit: 50, ...(q && { q }) } } })),
    staleTime: 60_000,
  })
