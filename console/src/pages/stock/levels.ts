import type { Bucket, Level } from '../../api/stock'

export const buckets = ['expected', 'arrived', 'available', 'refurbish', 'quarantine', 'scrap', 'vendor', 'send_back'] as const satisfies readonly Bucket[]

/** What of one SKU is at one location. */
export interface Shelf {
  sku: string
  location: string
  units: Partial<Record<Bucket, number>>
}

/** Puts the levels of one SKU and location into one row; they come sorted by both. */
export function shelves(levels: readonly Level[]): Shelf[] {
  const found: Shelf[] = []
  for (const { sku, location, bucket, quantity } of levels) {
    const last = found.at(-1)
    if (last?.sku === sku && last.location === location) last.units[bucket] = quantity
    else found.push({ sku, location, units: { [bucket]: quantity } })
  }
  return found
}
