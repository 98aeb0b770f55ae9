// How far a return is, in the customer's words: fewer steps than staff know.
import type { Return } from '../src/api/returns'

export const steps = ['sent', 'approved', 'onItsWay', 'checked', 'refunded'] as const

export type Stage = (typeof steps)[number] | 'question' | 'offer' | 'toConfirm' | 'toPay' | 'rejected' | 'cancelled' | 'expired' | 'sentBack' | 'closed'

const stages: Record<Return['status'], [Stage, at: number]> = {
  requested: ['sent', 0], info_needed: ['question', 0], counter_offered: ['offer', 0], approved: ['toConfirm', 1], confirmed: ['approved', 1],
  pickup_scheduled: ['approved', 2], in_transit: ['onItsWay', 2], received: ['checked', 3], inspected: ['checked', 3],
  refund_pending: ['toPay', 4], refunded: ['refunded', 5], completed: ['refunded', 5],
  rejected: ['rejected', 0], cancelled: ['cancelled', 0], expired: ['expired', 0], sent_back: ['sentBack', 3], written_off: ['closed', 3],
}

/** The stage, where it is on the way, and whether the customer is to act, all is well, or it ended otherwise. */
export function stageOf(ret: Pick<Return, 'status' | 'allowed_actions'>) {
  const [name, at] = stages[ret.status]
  const asked = name === 'question' || name === 'offer' || (name === 'toConfirm' && ret.allowed_actions.includes('confirm'))
  const ended = ['rejected', 'cancelled', 'expired', 'sentBack', 'closed'].includes(name)
  return {
    name: name === 'toConfirm' && !asked ? ('approved' as const) : name, at, ended,
    tone: asked ? 'asks' : ended ? 'over' : name === 'refunded' ? 'done' : 'moves',
  }
}
