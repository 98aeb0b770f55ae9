import type { Order, Request } from '../src/api/orders'

export interface EnteredLine {
  quantity?: number
  reason?: string
  condition?: string
  note?: string
  /** What else the reason asks for. */
  fields?: Record<string, string | number | boolean | undefined>
}

export interface Entered {
  lines: Record<number, EnteredLine | undefined>
  method: 'pickup' | 'drop_off'
  photos: string[]
  address?: string
  contact?: string
  phone?: string
}

/** The request for what was entered; nothing until each chosen line says why and in what condition. */
export function requestOf(order: Order, entered: Entered): Request | undefined {
  const chosen = order.lines.filter(({ line_no }) => entered.lines[line_no]?.quantity)
  const lines = chosen.flatMap(({ line_no }) => {
    const { quantity, reason, condition, note, fields } = entered.lines[line_no]!
    const filled = Object.fromEntries(Object.entries(fields ?? {}).filter(([, value]) => value !== undefined && value !== ''))
    return quantity && reason && condition ? [{ line_no, quantity, reason, condition, ...(note?.trim() && { note: note.trim() }), ...(Object.keys(filled).length > 0 && { fields: filled }) }] : []
  })
  if (chosen.length === 0 || lines.length < chosen.length) return undefined
  const address = entered.address?.trim()
  return {
    order_number: order.order_number, method: entered.method, lines,
    ...(entered.photos.length > 0 && { evidence: entered.photos }),
    ...(entered.method === 'pickup' && address && {
      pickup: { address, ...(entered.contact && { contact: entered.contact }), ...(entered.phone?.trim() && { phone: entered.phone.trim() }) },
    }),
  }
}
