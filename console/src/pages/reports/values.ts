// Figures of reports as people of a language write them.
import { useMemo } from 'react'
import { useFormat } from '../../parts/format'
import type { Kind, Value } from './table'

const lengths = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]] as const

export function useValues() {
  const { locale, number, money } = useFormat()
  return useMemo(() => {
    const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
    const signed = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' })
    const few = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
    const span = (seconds: number) => {
      const [unit, length] = lengths.find(([, length]) => seconds >= length) ?? lengths[3]
      return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(seconds / length)
    }
    const write = (value: Value, kind: Kind): string => {
      if (value === null) return '–'
      if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(money).join(' + ')
      if (typeof value === 'string') return value
      switch (kind) {
        case 'percent': return percent.format(value)
        case 'span': return span(value)
        case 'rating': return few.format(value)
        default: return Number.isInteger(value) ? number(value) : few.format(value)
      }
    }
    return { write, change: (share: number) => signed.format(share) }
  }, [locale])
}
