// Dates, amounts and spans of time as people of a language write them.
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../api/client'

type Money = Schemas['Money']

/** Made once each: a list has thousands of cells, and making a format takes longer than using it. */
function once<T>(make: (...key: string[]) => T) {
  const made = new Map<string, T>()
  return (...key: string[]) => {
    const name = key.join()
    if (!made.has(name)) made.set(name, make(...key))
    return made.get(name)!
  }
}

const moneyFormat = once((locale, currency) => new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }))
const spanFormat = once((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }))

/** Writes a decimal string in full: it never becomes a float. */
export function formatMoney(locale: string, { amount, currency }: Money) {
  return moneyFormat(locale, currency).format(amount as unknown as number) // Intl reads decimal strings exactly
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** "in 3 hours", "2 days ago". */
export function formatSpan(locale: string, milliseconds: number) {
  const format = spanFormat(locale)
  for (const [unit, length] of units) {
    if (Math.abs(milliseconds) >= length) return format.format(Math.trunc(milliseconds / length), unit)
  }
  return format.format(0, 'minute')
}

export const formatters = once((locale) => {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const plainDay = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const number = new Intl.NumberFormat(locale)
  return {
    locale,
    day: (at: string) => day.format(new Date(at)),
    /** A day that has no hour and no zone, as 2026-03-05. */
    calendarDay: (day: string) => plainDay.format(new Date(day)),
    moment: (at: string) => moment.format(new Date(at)),
    /** A sentence of the API, whose moments are RFC 3339, with moments as people write them. */
    inWords: (sentence: string) => sentence.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (at) => moment.format(new Date(at))),
    number: (value: number) => number.format(value),
    money: (money: Money) => formatMoney(locale, money),
    fromNow: (at: string, now = Date.now()) => formatSpan(locale, Date.parse(at) - now),
  }
})

export function useFormat() {
  const { i18n } = useTranslation()
  // British English: the day before the month, as everywhere but in the US.
  const locale = i18n.language === 'en' ? 'en-GB' : i18n.language
  return formatters(locale)
}
