// Days, weeks and the moments at which a shop's day begins.
import { describe, expect, it } from 'vitest'
import { beginOf, dayAfter, daysOf, daysOfPoint, presetOf } from './period'

describe('presets', () => {
  it('name whole days, over the ends of months and years', () => {
    expect(daysOf('last7', '2026-03-03')).toEqual({ from: '2026-02-25', to: '2026-03-03' })
    expect(daysOf('lastMonth', '2026-01-15')).toEqual({ from: '2025-12-01', to: '2025-12-31' })
    expect(daysOf('lastMonth', '2028-03-31')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
    expect(daysOf('thisYear', '2026-11-26')).toEqual({ from: '2026-01-01', to: '2026-11-26' })
  })
  it('are known by their days, and other days are none', () => {
    expect(presetOf('2026-11-01', undefined, '2026-11-26')).toBe('thisMonth')
    expect(presetOf('2026-11-02', '2026-11-05', '2026-11-26')).toBeUndefined()
    expect(presetOf(undefined, undefined, '2026-11-26')).toBe('last30')
  })
})

describe('the day of a shop', () => {
  it('begins when its clocks say so, in summer, in winter and on the day they change', () => {
    expect(beginOf('2026-01-15', 'Asia/Shanghai')).toBe('2026-01-14T16:00:00.000Z')
    expect(beginOf('2026-07-01', 'Europe/London')).toBe('2026-06-30T23:00:00.000Z')
    expect(beginOf('2026-03-29', 'Europe/London')).toBe('2026-03-29T00:00:00.000Z')
    expect(beginOf('2026-03-30', 'Europe/London')).toBe('2026-03-29T23:00:00.000Z')
    expect(beginOf('2026-11-01', 'America/New_York')).toBe('2026-11-01T04:00:00.000Z')
    expect(beginOf('2026-11-02', 'America/New_York')).toBe('2026-11-02T05:00:00.000Z')
  })
  it('is followed by the next, over a leap day', () => {
    expect(dayAfter('2028-02-28')).toBe('2028-02-29')
    expect(dayAfter('2026-12-31')).toBe('2027-01-01')
  })
})

describe('a point of a trend', () => {
  it('is a day, an ISO week or a month', () => {
    expect(daysOfPoint('2026-01-31')).toEqual({ from: '2026-01-31', to: '2026-01-31' })
    expect(daysOfPoint('2026-W01')).toEqual({ from: '2025-12-29', to: '2026-01-04' })
    expect(daysOfPoint('2026-W53')).toEqual({ from: '2026-12-28', to: '2027-01-03' })
    expect(daysOfPoint('2027-W01')).toEqual({ from: '2027-01-04', to: '2027-01-10' })
    expect(daysOfPoint('2028-02')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
  })
})
