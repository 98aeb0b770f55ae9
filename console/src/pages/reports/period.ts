// Days of the shop as the API names them, and the moments at which they begin.

const dayMs = 86_400_000
export const presets = ['last7', 'last30', 'last90', 'thisMonth', 'lastMonth', 'thisYear'] as const
export type Preset = (typeof presets)[number]

const text = (year: number, month: number, day: number) => new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10)

/** The first and the last day of a preset, seen from a day. */
export function daysOf(preset: Preset, today: string): { from: string; to: string } {
  const [year, month, day] = today.split('-').map(Number) as [number, number, number]
  switch (preset) {
    case 'last7': return { from: text(year, month - 1, day - 6), to: today }
    case 'last30': return { from: text(year, month - 1, day - 29), to: today }
    case 'last90': return { from: text(year, month - 1, day - 89), to: today }
    case 'thisMonth': return { from: text(year, month - 1, 1), to: today }
    case 'lastMonth': return { from: text(year, month - 2, 1), to: text(year, month - 1, 0) }
    case 'thisYear': return { from: text(year, 0, 1), to: today }
  }
}

export const presetOf = (from: string | undefined, to: string | undefined, today: string): Preset | undefined =>
  from ? presets.find((preset) => { const days = daysOf(preset, today); return days.from === from && days.to === (to ?? today) }) : 'last30'

/** Today, as the browser counts days. */
export function today(now = new Date()) {
  return text(now.getFullYear(), now.getMonth(), now.getDate())
}

/** How far the clocks of a time zone are ahead of UTC at a moment. */
function ahead(zone: string, at: number) {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }).formatToParts(at)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - Math.floor(at / 1000) * 1000
}

/** The moment at which a day begins in a time zone. */
export function beginOf(day: string, zone: string) {
  const asUTC = Date.parse(`${day}T00:00:00Z`)
  const first = asUTC - ahead(zone, asUTC)
  return new Date(asUTC - ahead(zone, first)).toISOString()
}

export const dayAfter = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10)

/** The first and last day of a point of a trend: 2026-01-31, 2026-W05 or 2026-01. */
export function daysOfPoint(period: string): { from: string; to: string } {
  const week = /^(\d{4})-W(\d\d)$/.exec(period)
  if (week) {
    const fourth = Date.UTC(Number(week[1]), 0, 4) // is in the first ISO week
    const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * dayMs + (Number(week[2]) - 1) * 7 * dayMs
    return { from: new Date(monday).toISOString().slice(0, 10), to: new Date(monday + 6 * dayMs).toISOString().slice(0, 10) }
  }
  const [year, month, day] = period.split('-').map(Number) as [number, number, number | undefined]
  return day ? { from: period, to: period } : { from: text(year, month - 1, 1), to: text(year, month, 0) }
}
