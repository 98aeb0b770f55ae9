// What of each report is shown: its figures, its tables and what is drawn.
import type { Answers, ReportName } from '../../api/reports'
import type { Schemas } from '../../api/client'
import type { Texts } from '../../locales/en'
import { beginOf, dayAfter, daysOfPoint } from './period'
import { tableOf, type From, type Shown } from './table'

/** What the words of the reader are found by. */
export interface Words {
  column: (name: keyof Texts['reports']['columns']) => string
  table: (name: keyof Texts['reports']['tables']) => string
  name: (kind: keyof Texts['names'], word: string) => string
  reason: (code: string) => string
  unusual: (kind: string) => string
  /** Where goods ended up. */
  end: (end: string) => string
  period: (point: string) => string
}

interface Span { from: string; to: string; time_zone: string }
type Goods = Schemas['ReportGoods']
type Outcomes = Schemas['ReportOutcomes']

/** The list of returns that were opened in a span and fit a filter. */
export function listOf(span: Span, filter: Record<string, string>, { from, to } = { from: span.from, to: span.to }) {
  const first = from < span.from ? span.from : from
  const last = to > span.to ? span.to : to
  return `/returns?${new URLSearchParams({ ...filter, from: beginOf(first, span.time_zone), to: beginOf(dayAfter(last), span.time_zone) }).toString()}`
}

const goodsColumns = <Item extends Goods>({ column }: Words, before?: (item: Item) => Goods): From<Item>[] => [
  { title: column('requested'), kind: 'count', of: (item) => item.requested_units, drawn: true },
  ...(before ? [{ title: column('requestedBefore'), kind: 'count', before: true, of: (item: Item) => before(item).requested_units, drawn: true } as From<Item>] : []),
  { title: column('returned'), kind: 'count', of: (item) => item.returned_units },
  { title: column('sold'), kind: 'count', of: (item) => item.sold_units },
  { title: column('rate'), kind: 'percent', of: (item) => item.return_rate },
  ...(before ? [{ title: column('rateBefore'), kind: 'percent', before: true, of: (item: Item) => before(item).return_rate } as From<Item>] : []),
  { title: column('refunded'), kind: 'money', of: (item) => item.refunded },
  { title: column('loss'), kind: 'money', of: (item) => item.loss },
]

const outcomeColumns = <Item extends Outcomes>({ column }: Words): From<Item>[] => [
  { title: column('returns'), kind: 'count', of: (item) => item.returns },
  { title: column('approvedByPolicy'), kind: 'count', of: (item) => item.approved_by_policy, drawn: true },
  { title: column('approvedByHand'), kind: 'count', of: (item) => item.approved_by_hand, drawn: true },
  { title: column('rejectedByPolicy'), kind: 'count', of: (item) => item.rejected_by_policy, drawn: true },
  { title: column('rejectedByHand'), kind: 'count', of: (item) => item.rejected_by_hand, drawn: true },
  { title: column('cancelled'), kind: 'count', of: (item) => item.cancelled },
  { title: column('expired'), kind: 'count', of: (item) => item.expired },
  { title: column('automatic'), kind: 'percent', of: (item) => item.automatic_rate },
]

/** By each part, the share of it and of those above it: the few that make up most of it (Pareto) are seen at a glance. */
export function sharesSoFar(items: readonly Schemas['ReportPart'][]) {
  let sum = 0
  return new Map(items.map((part) => [part, part.share === null ? null : (sum += part.share)]))
}

function partsOf(report: Answers['reasons'], title: string, words: Words, name: (part: Schemas['ReportPart']) => string, to: (part: Schemas['ReportPart']) => string | undefined): Shown {
  const soFar = sharesSoFar(report.items)
  const columns: From<Schemas['ReportPart']>[] = [
    { title, kind: 'text', of: name }, ...goodsColumns<Schemas['ReportPart']>(words, (part) => part.before),
    { title: words.column('share'), kind: 'percent', of: (part) => part.share },
    { title: words.column('shareSoFar'), kind: 'percent', of: (part) => soFar.get(part) ?? null, drawn: true },
  ]
  return { figures: goodsFigures(report.total, undefined, words), tables: [tableOf(title, report.items, columns, { chart: 'bar', to })] }
}

const goodsFigures = (now: Goods, before: Goods | undefined, { column }: Words): Shown['figures'] => [
  { title: column('requested'), kind: 'count', now: now.requested_units, before: before?.requested_units },
  { title: column('returned'), kind: 'count', now: now.returned_units, before: before?.returned_units },
  { title: column('rate'), kind: 'percent', now: now.return_rate, before: before?.return_rate, more: 'bad' },
  { title: column('refunded'), kind: 'money', now: now.refunded, before: before?.refunded },
  { title: column('loss'), kind: 'money', now: now.loss, before: before?.loss, more: 'bad' },
]

export const show: { [Name in ReportName]: (report: Answers[Name], words: Words, group?: string) => Shown } = {
  summary: (report, words) => ({
    figures: [
      { title: words.column('returns'), kind: 'count', now: report.outcomes.returns, before: report.outcomes_before.returns },
      ...goodsFigures(report.goods, report.goods_before, words)!,
      { title: words.column('automatic'), kind: 'percent', now: report.outcomes.automatic_rate, before: report.outcomes_before.automatic_rate, more: 'good' },
      { title: words.column('refunds'), kind: 'count', now: report.refunds, before: report.refunds_before },
      { title: words.column('fees'), kind: 'money', now: report.fees },
    ],
    tables: [tableOf(words.table('outcomes'), (['approved_by_policy', 'approved_by_hand', 'rejected_by_policy', 'rejected_by_hand', 'cancelled', 'expired'] as const), [
      { title: words.column('outcome'), kind: 'text', of: (key) => words.column(({ approved_by_policy: 'approvedByPolicy', approved_by_hand: 'approvedByHand', rejected_by_policy: 'rejectedByPolicy', rejected_by_hand: 'rejectedByHand', cancelled: 'cancelled', expired: 'expired' } as const)[key]) },
      { title: words.column('returns'), kind: 'count', of: (key) => report.outcomes[key], drawn: true },
      { title: words.column('returnsBefore'), kind: 'count', before: true, of: (key) => report.outcomes_before[key], drawn: true },
    ], { chart: 'bar', to: (key) => (key === 'cancelled' || key === 'expired' ? listOf(report, { status: key }) : undefined) })],
  }),
  reasons: (report, words) => partsOf(report, words.table('reason'), words, (part) => words.reason(part.key), (part) => listOf(report, { reason: part.key })),
  products: (report, words, group) =>
    partsOf(report, words.table(group === 'category' ? 'category' : 'product'), words, (part) => (part.name && part.name !== part.key ? `${part.key} ${part.name}` : part.key), (part) => (group === 'category' ? undefined : listOf(report, { sku: part.key }))),
  trend: (report, words) => ({
    tables: [tableOf(words.table('trend'), report.items, [
      { title: words.column('period'), kind: 'text', of: (point) => words.period(point.period) },
      { title: words.column('returns'), kind: 'count', of: (point) => point.returns },
      ...goodsColumns<Schemas['ReportPoint']>(words),
      { title: words.column('average'), kind: 'count', of: (point) => point.moving_average?.requested_units ?? null, drawn: true },
    ], { chart: 'line', to: (point) => (point.returns > 0 ? listOf(report, {}, daysOfPoint(point.period)) : undefined) })],
  }),
  customers: (report, words) => ({
    figures: [
      { title: words.column('customers'), kind: 'count', now: report.total },
      { title: words.column('unusualTotal'), kind: 'count', now: report.unusual_total, more: 'bad' },
    ],
    tables: [tableOf(words.table('customer'), report.items, [
      { title: words.table('customer'), kind: 'text', of: (each) => each.name || each.key },
      { title: words.column('returns'), kind: 'count', of: (each) => each.returns },
      { title: words.column('returned'), kind: 'count', of: (each) => each.returned_units, drawn: true },
      { title: words.column('sold'), kind: 'count', of: (each) => each.sold_units, drawn: true },
      { title: words.column('rate'), kind: 'percent', of: (each) => each.return_rate },
      { title: words.column('rejected'), kind: 'count', of: (each) => each.rejected },
      { title: words.column('notAsSent'), kind: 'count', of: (each) => each.not_as_sent },
      { title: words.column('complaints'), kind: 'count', of: (each) => each.complaints },
      { title: words.column('unusual'), kind: 'text', of: (each) => each.unusual.map(words.unusual).join(', ') },
    ], { chart: 'bar', to: (each) => listOf(report, { customer: each.key }) })],
  }),
  'cycle-times': (report, words) => ({
    tables: [
      tableOf(words.table('steps'), report.steps, [
        { title: words.column('step'), kind: 'text', of: (step) => words.name('status', step.status) },
        { title: words.column('count'), kind: 'count', of: (step) => step.count },
        { title: words.column('median'), kind: 'span', of: (step) => step.median_seconds, drawn: true },
        { title: words.column('medianBefore'), kind: 'span', before: true, of: (step) => step.before.median_seconds, drawn: true },
        { title: words.column('p90'), kind: 'span', of: (step) => step.p90_seconds, drawn: true },
        { title: words.column('p90Before'), kind: 'span', before: true, of: (step) => step.before.p90_seconds },
      ], { chart: 'bar' }),
      tableOf(words.table('passed'), report.steps, [
        { title: words.column('step'), kind: 'text', of: (step) => words.name('status', step.status) },
        { title: words.column('returns'), kind: 'count', of: (step) => step.count, drawn: true },
        { title: words.column('returnsBefore'), kind: 'count', before: true, of: (step) => step.before.count, drawn: true },
      ], { chart: 'bar' }),
      tableOf(words.table('waiting'), report.waiting, [
        { title: words.column('step'), kind: 'text', of: (each) => words.name('status', each.status) },
        { title: words.column('waitsFor'), kind: 'text', of: (each) => each.waiting_for && words.name('role', each.waiting_for) },
        { title: words.column('returns'), kind: 'count', of: (each) => each.returns, drawn: true },
        { title: words.column('overdue'), kind: 'count', of: (each) => each.overdue, drawn: true },
      ], { chart: 'bar', to: (each) => `/returns?status=${each.status}` }),
    ],
  }),
  refunds: (report, words) => ({
    figures: [
      { title: words.column('refunds'), kind: 'count', now: report.refunds },
      { title: words.column('refunded'), kind: 'money', now: report.refunded },
      { title: words.column('fees'), kind: 'money', now: report.fees },
    ],
    tables: [
      tableOf(words.table('refundTo'), report.items, [
        { title: words.table('refundTo'), kind: 'text', of: (each) => words.name('refundTo', each.refund_to) },
        { title: words.column('refunds'), kind: 'count', of: (each) => each.refunds, drawn: true },
        { title: words.column('refundsBefore'), kind: 'count', before: true, of: (each) => each.refunds_before, drawn: true },
        { title: words.column('refunded'), kind: 'money', of: (each) => each.refunded },
        { title: words.column('refundedBefore'), kind: 'money', before: true, of: (each) => each.refunded_before },
        { title: words.column('fees'), kind: 'money', of: (each) => each.fees },
      ], { chart: 'bar' }),
      tableOf(words.table('openRefunds'), report.open, [
        { title: words.column('state'), kind: 'text', of: (each) => words.name('refund', each.state) },
        { title: words.column('refunds'), kind: 'count', of: (each) => each.tasks, drawn: true },
        { title: words.column('amount'), kind: 'money', of: (each) => [each.amount] },
      ]),
    ],
  }),
  dispositions: (report, words) => ({
    figures: [{ title: words.column('loss'), kind: 'money', now: report.loss, before: report.loss_before, more: 'bad' }],
    tables: [tableOf(words.table('disposition'), report.items, [
      { title: words.table('disposition'), kind: 'text', of: (each) => words.end(each.disposition) },
      { title: words.column('units'), kind: 'count', of: (each) => each.units, drawn: true },
      { title: words.column('unitsBefore'), kind: 'count', before: true, of: (each) => each.units_before, drawn: true },
      { title: words.column('share'), kind: 'percent', of: (each) => each.share },
    ], { chart: 'bar' })],
  }),
  reviewers: (report, words) => ({
    tables: [tableOf(words.table('reviewer'), report.items, [
      { title: words.table('reviewer'), kind: 'text', of: (each) => each.name || each.key },
      { title: words.column('decided'), kind: 'count', of: (each) => each.decided, drawn: true },
      { title: words.column('decidedBefore'), kind: 'count', before: true, of: (each) => each.decided_before, drawn: true },
      { title: words.column('approved'), kind: 'count', of: (each) => each.approved },
      { title: words.column('rejected'), kind: 'count', of: (each) => each.rejected },
      { title: words.column('asked'), kind: 'count', of: (each) => each.asked },
      { title: words.column('median'), kind: 'span', of: (each) => each.median_seconds },
      { title: words.column('p90'), kind: 'span', of: (each) => each.p90_seconds },
    ], { chart: 'bar' })],
  }),
  carriers: (report, words) => ({
    tables: [tableOf(words.table('carrier'), report.items, [
      { title: words.table('carrier'), kind: 'text', of: (each) => each.carrier },
      { title: words.column('parcels'), kind: 'count', of: (each) => each.parcels, drawn: true },
      { title: words.column('parcelsBefore'), kind: 'count', before: true, of: (each) => each.parcels_before, drawn: true },
      { title: words.column('delivered'), kind: 'count', of: (each) => each.delivered },
      { title: words.column('lost'), kind: 'count', of: (each) => each.lost },
      { title: words.column('pickupsFailed'), kind: 'count', of: (each) => each.pickups_failed },
      { title: words.column('median'), kind: 'span', of: (each) => each.median_seconds },
      { title: words.column('p90'), kind: 'span', of: (each) => each.p90_seconds },
    ], { chart: 'bar' })],
  }),
  policies: (report, words) => ({
    tables: [tableOf(words.table('policy'), report.items, [
      { title: words.table('policy'), kind: 'text', of: (each) => `${each.policy_id} v${each.version}` },
      ...outcomeColumns<Schemas['ReportPolicyOutcomes']>(words),
      { title: words.column('automaticBefore'), kind: 'percent', before: true, of: (each) => each.before.automatic_rate },
    ], { chart: 'bar' })],
  }),
  complaints: (report, words) => ({
    figures: [
      { title: words.column('complaints'), kind: 'count', now: report.complaints, before: report.complaints_before, more: 'bad' },
      { title: words.column('complaintRate'), kind: 'percent', now: report.complaint_rate },
      { title: words.column('median'), kind: 'span', now: report.times.median_seconds },
      { title: words.column('rating'), kind: 'rating', now: report.average_rating },
      { title: words.column('ratings'), kind: 'count', now: report.ratings },
    ],
    tables: [tableOf(words.table('complaints'), (['upheld', 'dismissed', 'open', 'overdue'] as const), [
      { title: words.column('state'), kind: 'text', of: (key) => words.column(key) },
      { title: words.column('complaints'), kind: 'count', of: (key) => report[key], drawn: true },
    ], { chart: 'bar' })],
  }),
}
