// Stock levels and the ledger that they are the sum of. The keys begin with the
// topic that live.ts refreshes.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer, client, decide, type Schemas } from './client'

export type Level = Schemas['StockLevel']
export type Movement = Schemas['StockMovement']
export type Bucket = Schemas['Bucket']

export const levelsQuery = (filter: { sku?: string }) =>
  infiniteQueryOptions({
    queryKey: ['stock', 'levels', filter],
    queryFn: ({ pageParam, signal }) =>
      answer(client.GET('/v1/stock', { signal, params: { query: { ...filter, limit: 200, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const movementsPage = (filter: { sku?: string; return?: string; limit: number }) => (cursor: string | undefined) => ({
  queryKey: ['stock', 'movements', filter, cursor],
  queryFn: ({ signal }: { signal: AbortSignal }) => answer(client.GET('/v1/stock/movements', { signal, params: { query: { ...filter, cursor } } })),
})

/** All levels of one SKU. */
export const levelsOfQuery = (sku: string) =>
  queryOptions({
    queryKey: ['stock', 'levels of', sku],
    queryFn: ({ signal }) => answer(client.GET('/v1/stock', { signal, params: { query: { sku, limit: 200 } } })),
  })

export const adjust = (body: Schemas['StockAdjustment']) =>
  decide((key) => client.POST('/v1/stock/adjustments', { body, params: { header: { 'Idempotency-Key': key } } }))
