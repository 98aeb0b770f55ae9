// Where papers to print are. They are opened as pages of their own, and the
// browser prints them.
import type { Return } from './returns'

const before: Return['status'][] = ['requested', 'info_needed', 'counter_offered', 'approved', 'rejected', 'cancelled', 'expired']

/** The sheet for the parcel; nothing while, or since, nothing is to be sent. */
export const packingSlipOf = (ret: Return, language?: string) =>
  ret.method === 'keep_item' || before.includes(ret.status) ? undefined : `/v1/returns/${ret.rma_number}/packing-slip${language ? `?language=${language}` : ''}`

/** Labels for what was inspected; nothing before. */
export const shelfLabelsOf = (ret: Return, language: string) =>
  ret.lines.some(({ units }) => units.available + units.refurbish + units.quarantine + units.scrap + units.vendor + units.send_back > 0)
  || ret.strays.some(({ disposition }) => disposition)
    ? `/v1/returns/${ret.rma_number}/shelf-labels?language=${language}` : undefined
