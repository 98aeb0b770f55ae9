import type { Return } from '../../api/returns'

/**
 * The RMA number in what was scanned: a packing slip's code is the number alone
 * or a link that ends with it. Nothing for an empty scan; what is no number is
 * looked up as it is, so that the page can say that it does not know it.
 */
export function rmaOf(scanned: string): string | undefined {
  const text = scanned.trim()
  const found = /RMA-?[0-9A-Z]{5}-?[0-9A-Z]{5}/i.exec(text)
  return (found?.[0].toUpperCase() ?? text) || undefined
}

const ends = ['available', 'refurbish', 'quarantine', 'scrap', 'vendor', 'send_back', 'wrong_item'] as const

type Line = Return['lines'][number]

/** Units of a line that were counted in and not inspected yet. */
export const toInspect = (line: Line) => Math.max(line.units.arrived - ends.reduce((sum, bucket) => sum + line.units[bucket], 0), 0)

/** Units of a line that are still to come. */
export const toCome = (line: Line) => Math.max(line.approved_quantity - line.units.arrived - line.units.missing - line.units.lost, 0)
