// The facts that a clause of the policy saw, by their names in the service
// (returns/policy.go, rules/facts.go), as people read them.
import { useTranslation } from 'react-i18next'
import { formatMoney, useFormat } from './format'
import { useName } from './name'
import { useReasonLabel } from './Words'

type Kind = 'text' | 'number' | 'day' | 'moment' | 'money' | 'yesNo' | 'anchor' | 'reason' | 'condition' | 'method' | 'country' | 'failed'

/** In the order in which they are told; a test holds them to what the service writes. */
export const kinds: Record<string, Kind> = {
  reason: 'reason', needed: 'number', given: 'number', sku: 'text', category: 'text', days: 'number', counted_from: 'anchor',
  anchor: 'day', last_day: 'day', today: 'day', method: 'method', failed: 'failed',
  'order.number': 'text', 'order.currency': 'text', 'order.ordered_at': 'moment', 'order.shipped_at': 'moment', 'order.delivered_at': 'moment',
  'order.days_since_ordered': 'number', 'order.days_since_shipped': 'number', 'order.days_since_delivered': 'number',
  'order.paid': 'money', 'order.lines': 'number',
  'line.line_no': 'number', 'line.sku': 'text', 'line.description': 'text', 'line.category': 'text', 'line.bought': 'number',
  'line.quantity': 'number', 'line.paid': 'money', 'line.reason': 'reason', 'line.by_customer': 'yesNo', 'line.condition': 'condition',
  'line.fields': 'text',
  'customer.id': 'text', 'customer.country': 'country', 'customer.orders': 'number', 'customer.returns': 'number',
  'request.method': 'method', 'request.note': 'text', 'request.photos': 'number', 'request.lines': 'number', 'request.refund': 'money',
  'request.by_staff': 'yesNo',
}
const order = Object.keys(kinds)

/** Go's way of writing a moment: 2026-03-05 12:00:00.5 +0000 UTC. */
const goMoment = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?) ([+-]\d\d)(\d\d)/

/** Minor units as the decimal string that amounts are written in elsewhere. */
export function fromMinor(minor: string, currency: string) {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  if (digits === 0) return minor
  const [, sign, units] = /^(-?)(\d+)$/.exec(minor)!
  const padded = units!.padStart(digits + 1, '0')
  return `${sign}${padded.slice(0, -digits)}.${padded.slice(-digits)}`
}

/** A function that tells facts, each as "name: value". What it has no words for, it tells as it came. */
export function useFacts(currency: string) {
  const { t } = useTranslation()
  const name = useName()
  const reason = useReasonLabel()
  const { locale, number, moment, calendarDay } = useFormat()
  const word = (fact: string) => t(`names.fact.${fact}` as 'names.fact.sku', { defaultValue: fact })

  const valueOf = (fact: string, value: string): string => {
    const missing = /^(?:(\S+) is )?not known yet$/.exec(value)
    if (missing) return missing[1] ? t('names.factValue.isNotKnown', { fact: word(missing[1]) }) : t('names.factValue.notKnown')
    switch (kinds[fact]) {
      case 'number': return /^-?\d+$/.test(value) ? number(Number(value)) : value
      case 'money': return /^-?\d+$/.test(value) ? formatMoney(locale, { amount: fromMinor(value, currency), currency }) : value
      case 'day': return /^\d{4}-\d\d-\d\d$/.test(value) ? calendarDay(value) : value
      case 'moment': return goMoment.test(value) ? moment(value.replace(goMoment, '$1T$2$3:$4').split(' ')[0]!) : value
      case 'yesNo':
      case 'anchor': return t(`names.factValue.${value}` as 'names.factValue.true', { defaultValue: value })
      case 'reason': return reason(value)
      case 'condition': return name('condition', value)
      case 'method': return name('method', value)
      case 'country': return /^[A-Z]{2}$/.test(value) ? new Intl.DisplayNames(locale, { type: 'region' }).of(value) ?? value : value
      case 'failed': return value === 'the rules of this policy could not be read' ? t('names.factValue.unread') : value
      default: return value
    }
  }
  const rank = (fact: string) => (order.indexOf(fact) + 1) || order.length + 1
  return (facts: Record<string, string>) =>
    Object.entries(facts)
      .sort(([one], [other]) => rank(one) - rank(other))
      .map(([fact, value]) => t('names.factValue.pair', { fact: word(fact), value: valueOf(fact, value) }))
}
