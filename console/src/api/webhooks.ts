// Who is told of what happens to returns, and what became of each message.
import { queryOptions } from '@tanstack/react-query'
import { answer, client, decide, type Schemas } from './client'

export type Subscription = Schemas['WebhookSubscription']
export type Delivery = Schemas['WebhookDelivery']
export type DeliveryState = Schemas['WebhookDeliveryState']
export type Kind = Schemas['WebhookKind']

const of = (id: string, key: string) => ({ path: { id }, header: { 'Idempotency-Key': key } })

export const subscriptionsPage = (limit: number) => (cursor: string | undefined) => ({
  queryKey: ['webhooks', 'page', cursor],
  queryFn: ({ signal }: { signal: AbortSignal }) => answer(client.GET('/v1/webhook-subscriptions', { signal, params: { query: { limit, cursor } } })),
})

export const subscriptionQuery = (id: string) =>
  queryOptions({ queryKey: ['webhooks', id], queryFn: ({ signal }) => answer(client.GET('/v1/webhook-subscriptions/{id}', { signal, params: { path: { id } } })) })

/** Deliveries, asked for again while one of them is on its way. */
export const deliveriesPage = (id: string, filter: { state?: DeliveryState; limit: number }) => (cursor: string | undefined) => ({
  queryKey: ['webhooks', id, 'deliveries', filter, cursor],
  queryFn: ({ signal }: { signal: AbortSignal }) => answer(client.GET('/v1/webhook-subscriptions/{id}/deliveries', { signal, params: { path: { id }, query: { ...filter, cursor } } })),
  refetchInterval: (items: Delivery[]) => (items.some(({ state }) => state === 'pending') ? 2000 : false),
})

export const deliveryQuery = (id: string, message_id: string) =>
  queryOptions({
    queryKey: ['webhooks', id, 'delivery', message_id],
    queryFn: ({ signal }) => answer(client.GET('/v1/webhook-subscriptions/{id}/deliveries/{message_id}', { signal, params: { path: { id, message_id } } })),
    refetchInterval: ({ state: { data } }) => (data?.delivery.state === 'pending' ? 2000 : false),
  })

export const subscribe = (body: Schemas['NewWebhookSubscription']) =>
  decide((key) => client.POST('/v1/webhook-subscriptions', { params: { header: { 'Idempotency-Key': key } }, body }))

export const changeSubscription = (id: string, body: Schemas['WebhookSubscriptionChange']) =>
  answer(client.PATCH('/v1/webhook-subscriptions/{id}', { params: { path: { id } }, body }))

export const endSubscription = (id: string) => answer(client.DELETE('/v1/webhook-subscriptions/{id}', { params: { path: { id } } }))

export const rotateSecret = (id: string) => decide((key) => client.POST('/v1/webhook-subscriptions/{id}/secret', { params: of(id, key) }))

export const ping = (id: string) => decide((key) => client.POST('/v1/webhook-subscriptions/{id}/ping', { params: of(id, key) }))

export const redeliver = (id: string, message_id: string) =>
  decide((key) => client.POST('/v1/webhook-subscriptions/{id}/deliveries/{message_id}/redeliver', { params: { path: { id, message_id }, header: { 'Idempotency-Key': key } } }))
