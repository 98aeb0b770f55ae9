// What each action asks for, and the call it makes. Actions that have pages of
// their own, such as the refund of finance, are not here.
import type { Action, Return } from '../../api/returns'

export type Kind = 'text' | 'long' | 'check' | 'moment' | 'rating' | 'choice' | 'counts' | 'inspection' | 'reviewer'

export interface Field {
  name: string
  label: 'reason' | 'note' | 'visible' | 'resolved' | 'carrier' | 'tracking' | 'window' | 'event' | 'quantity' | 'outcome' | 'accept' | 'rating' | 'comment' | 'complaint' | 'text' | 'decision' | 'user'
  kind: Kind
  required?: boolean
  /** The values of a choice, and the group of names they are in. */
  of?: { names: 'logistics' | 'status' | 'answer' | 'ruling' | 'sendBack'; values: string[] }
}

export interface ActionForm {
  path: string
  fields: (ret: Return) => Field[]
  /** What goes along besides the fields. */
  extra?: (ret: Return) => object
}

const note: Field = { name: 'note', label: 'note', kind: 'long' }
const news = ['handed_over', 'in_transit', 'delivered', 'failed_attempt', 'lost', 'refused', 'voided']
const none = () => []

export const forms: Partial<Record<Action, ActionForm>> = {
  confirm: { path: 'confirm', fields: none, extra: (ret) => ({ digest: ret.digest }) },
  answer: {
    path: 'info',
    fields: (ret) => [
      ...(ret.status === 'counter_offered' ? [{ name: 'accept', label: 'accept', kind: 'choice', required: true, of: { names: 'answer', values: ['true', 'false'] } } as Field] : []),
      note,
    ],
  },
  schedule_pickup: {
    path: 'pickup',
    fields: () => [
      { name: 'carrier', label: 'carrier', kind: 'text' },
      { name: 'tracking_number', label: 'tracking', kind: 'text' },
      { name: 'window', label: 'window', kind: 'moment' },
    ],
  },
  carrier_event: {
    path: 'tracking',
    fields: () => [
      { name: 'event', label: 'event', kind: 'choice', required: true, of: { names: 'logistics', values: news } },
      { name: 'tracking_number', label: 'tracking', kind: 'text' },
      note,
    ],
  },
  send_back: {
    path: 'send-back',
    fields: () => [{ name: 'carrier', label: 'carrier', kind: 'text' }, { name: 'tracking_number', label: 'tracking', kind: 'text' }, { name: 'window', label: 'window', kind: 'moment' }, note],
  },
  report_send_back: {
    path: 'tracking',
    fields: () => [
      { name: 'event', label: 'event', kind: 'choice', required: true, of: { names: 'logistics', values: news } },
      { name: 'tracking_number', label: 'tracking', kind: 'text' },
      note,
    ],
  },
  decide_send_back: {
    path: 'send-back/decide',
    fields: () => [{ name: 'decision', label: 'decision', kind: 'choice', required: true, of: { names: 'sendBack', values: ['keep_trying', 'dispose', 'restock', 'write_off'] } }, { ...note, required: true }],
  },
  receive: { path: 'receive', fields: () => [{ name: 'lines', label: 'quantity', kind: 'counts', required: true }, { name: 'tracking_number', label: 'tracking', kind: 'text' }, note] },
  inspect: { path: 'inspect', fields: () => [{ name: 'lines', label: 'quantity', kind: 'inspection', required: true }] },
  claim: { path: 'claim', fields: none },
  release: { path: 'release', fields: none },
  assign: { path: 'assign', fields: () => [{ name: 'user_id', label: 'user', kind: 'reviewer', required: true }] },
  acknowledge: { path: 'acknowledge', fields: none },
  note: {
    path: 'notes',
    fields: (ret) => [
      { name: 'text', label: 'note', kind: 'long', required: true },
      { name: 'visible_to_customer', label: 'visible', kind: 'check' },
      ...(ret.attention ? [{ name: 'resolved', label: 'resolved', kind: 'check' } as Field] : []),
    ],
  },
  feedback: { path: 'feedback', fields: () => [{ name: 'rating', label: 'rating', kind: 'rating', required: true }, { name: 'comment', label: 'comment', kind: 'long' }] },
  complain: { path: 'feedback', fields: () => [{ name: 'complaint', label: 'complaint', kind: 'long', required: true }] },
  answer_complaint: { path: 'complaint/answer', fields: () => [{ name: 'text', label: 'text', kind: 'long', required: true }] },
  escalate_complaint: { path: 'complaint/escalate', fields: () => [note] },
  decide_complaint: {
    path: 'complaint/decide',
    fields: () => [{ name: 'decision', label: 'decision', kind: 'choice', required: true, of: { names: 'ruling', values: ['uphold', 'dismiss'] } }, { ...note, required: true }],
  },
  cancel: { path: 'cancel', fields: () => [{ name: 'reason', label: 'reason', kind: 'long' }] },
  close: { path: 'close', fields: () => [{ name: 'outcome', label: 'outcome', kind: 'choice', required: true, of: { names: 'status', values: ['sent_back', 'written_off'] } }, { ...note, required: true }] },
}

type Values = Record<string, unknown>

/** The body of the call: what was left empty is left out, and lines without units too. */
export function bodyOf(form: ActionForm, ret: Return, values: Values): Values {
  const body: Values = { ...form.extra?.(ret) }
  for (const field of form.fields(ret)) {
    const value = values[field.name]
    if (value === undefined || value === '' || value === false || value === null) continue
    if (field.kind === 'moment') {
      const [from, to] = value as { toISOString: () => string }[]
      if (from && to) Object.assign(body, { window_start: from.toISOString(), window_end: to.toISOString() })
    } else if (field.kind === 'counts' || field.kind === 'inspection') {
      body[field.name] = Object.entries(value as Record<string, Values>)
        .map(([line, counted]) => ({ line_no: Number(line), ...counted }))
        .filter((line) => Number((line as Values).quantity) > 0)
    } else if (field.of?.names === 'answer') body[field.name] = value === 'true'
    else body[field.name] = typeof value === 'string' ? value.trim() : value
  }
  return body
}
