import type { Order, Request } from '../../api/orders'

export interface EnteredLine {
  quantity?: number | null
  reason?: string
  condition?: string
  note?: string
  fields?: Record<string, unknown>
}

export interface Entered {
  lines?: Record<string, EnteredLine>
  method: Request['method']
  refund_to?: 'original' | 'store_credit'
  note?: string
  address?: string
  contact?: string
  phone?: string
  window?: [{ toISOString: () => string }, { toISOString: () => string }] | null
}

/** The request for what was entered; nothing while no line is complete. */
export function requestOf(order: Order, entered: Entered, evidence: string[]): Request | undefined {
  const lines = order.lines.flatMap(({ line_no }) => {
    const line = entered.lines?.[line_no]
    if (!line?.quantity || !line.reason || !line.condition) return []
    const fields = Object.fromEntries(Object.entries(line.fields ?? {}).filter(([, value]) => value !== undefined && value !== ''))
    return [{
      line_no, quantity: line.quantity, reason: line.reason, condition: line.condition,
      ...(line.note?.trim() && { note: line.note.trim() }),
      ...(Object.keys(fields).length > 0 && { fields }),
    }]
  })
  if (lines.length === 0) return undefined
  const address = entered.address?.trim()
  const text = { contact: entered.contact?.trim(), phone: entered.phone?.trim() }
  return {
    order_number: order.order_number, method: entered.method, lines,
    ...(evidence.length > 0 && { evidence }),
    ...(entered.refund_to && { refund_to: entered.refund_to }),
    ...(entered.note?.trim() && { note: entered.note.trim() }),
    ...(entered.method === 'pickup' && address && {
      pickup: {
        address, ...(text.contact && { contact: text.contact }), ...(text.phone && { phone: text.phone }),
        ...(entered.window && { window_start: entered.window[0].toISOString(), window_end: entered.window[1].toISOString() }),
      },
    }),
  }
}
