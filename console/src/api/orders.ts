import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer, client, decide, type Schemas } from './client'
import type { paths } from './schema.gen'

export type Order = Schemas['Order']
export type OrderFilter = NonNullable<paths['/v1/orders']['get']['parameters']['query']>

export const ordersQuery = (filter: OrderFilter) =>
  infiniteQueryOptions({
    queryKey: ['orders', filter],
    queryFn: ({ pageParam, signal }) =>
      answer(client.GET('/v1/orders', { signal, params: { query: { ...filter, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

/** A page of them, for lists of any length. */
export const ordersPage = (filter: OrderFilter) => (cursor: string | undefined) => ({
  queryKey: ['orders', 'page', filter, cursor],
  queryFn: ({ signal }: { signal: AbortSignal }) => answer(client.GET('/v1/orders', { signal, params: { query: { ...filter, cursor } } })),
})

export const orderQuery = (number: string) =>
  queryOptions({
    queryKey: ['order', number],
    queryFn: ({ signal }) => answer(client.GET('/v1/orders/{order_number}', { signal, params: { path: { order_number: number } } })),
  })

export type Request = Schemas['ReturnRequest']

/** Judges a request without making it. */
export const preview = (body: Request, signal?: AbortSignal) =>
  answer(client.POST('/v1/returns/preview', { body, signal }))

export const open = (body: Request) =>
  decide((key) => client.POST('/v1/returns', { body, params: { header: { 'Idempotency-Key': key } } }))

export async function upload(photo: Blob): Promise<Schemas['Evidence']> {
  return decide((key) =>
    client.POST('/v1/evidence', {
      params: { header: { 'Idempotency-Key': key } },
      body: { photo: photo as unknown as string },
      bodySerializer: (body) => {
        const form = new FormData()
        form.append('photo', body!.photo as unknown as Blob, 'photo')
        return form
      },
    }),
  )
}
