// The reports, each typed by its own answer. What a report does not know as a
// parameter is not sent to it.
import { queryOptions } from '@tanstack/react-query'
import { answer, client, type Schemas } from './client'

export interface Ask {
  from?: string
  to?: string
  currency?: string
  group?: string
  sort?: string
}

const span = ({ from, to }: Ask) => ({ from, to })
const spanAndMoney = ({ from, to, currency }: Ask) => ({ from, to, currency })
const most = 50

const calls = {
  summary: (ask: Ask, signal: AbortSignal) => answer(client.GET('/v1/reports/summary', { signal, params: { query: spanAndMoney(ask) } })),
  reasons: (ask: Ask, signal: AbortSignal) =>
    answer(client.GET('/v1/reports/reasons', { signal, params: { query: { ...spanAndMoney(ask), sort: ask.sort as 'units', limit: most } } })),
  products: (ask: Ask, signal: AbortSignal) =>
    answer(client.GET('/v1/reports/products', { signal, params: { query: { ...spanAndMoney(ask), group: ask.group as 'product', sort: ask.sort as 'units', limit: most } } })),
  trend: (ask: Ask, signal: AbortSignal) => answer(client.GET('/v1/reports/trend', { signal, params: { query: { ...spanAndMoney(ask), group: ask.group as 'day' } } })),
  customers: (ask: Ask, signal: AbortSignal) => answer(client.GET('/v1/reports/customers', { signal, params: { query: { ...span(ask), sort: ask.sort as 'unusual', limit: most } } })),
  'cycle-times': (ask: Ask, signal: AbortSignal) => answer(client.GET('/v1/reports/cycle-times', { signal, params: { query: span(ask) } })),
  refunds: (ask: Ask, signal: AbortSignal) => answer(client.GET('/v1/reports/refunds', { signal, params: { query: spanAndMoney(ask) } })),
  dispositions: (ask: Ask, signal: AbortSignal) => answer(client.GET('/v1/reports/dispositions', { signal, params: { query: spanAndMoney(ask) } })),
  reviewers: (ask: Ask, signal: AbortSignal) => answer(client.GET('/v1/reports/reviewers', { signal, params: { query: { ...span(ask), limit: most } } })),
  carriers: (ask: Ask, signal: AbortSignal) => answer(client.GET('/v1/reports/carriers', { signal, params: { query: { ...span(ask), limit: most } } })),
  policies: (ask: Ask, signal: AbortSignal) => answer(client.GET('/v1/reports/policies', { signal, params: { query: { ...span(ask), limit: most } } })),
  complaints: (ask: Ask, signal: AbortSignal) => answer(client.GET('/v1/reports/complaints', { signal, params: { query: span(ask) } })),
}

export type ReportName = keyof typeof calls
export type Answers = { [Name in ReportName]: Awaited<ReturnType<(typeof calls)[Name]>> }
export const reportNames = Object.keys(calls) as ReportName[]
export type Money = Schemas['Money']

/** How the lists of a report can be sorted and grouped; the first is what the API does by itself. */
export const sorts: Partial<Record<ReportName, string[]>> = {
  reasons: ['requested', 'units', 'rate', 'sold', 'refunded', 'loss'],
  products: ['requested', 'units', 'rate', 'sold', 'refunded', 'loss'],
  customers: ['unusual', 'units'],
}
export const groups: Partial<Record<ReportName, string[]>> = { products: ['product', 'category'], trend: ['day', 'week', 'month'] }

export const reportQuery = <Name extends ReportName>(name: Name, ask: Ask) =>
  queryOptions({
    queryKey: ['report', name, ask],
    queryFn: ({ signal }) => calls[name](ask, signal) as Promise<Answers[Name]>,
  })
