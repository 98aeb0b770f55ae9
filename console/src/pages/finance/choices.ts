import type { Schemas } from '../../api/client'
import type { Task } from '../../api/refunds'

export type Choice = Schemas['RefundDecision']['action']

const possible: Partial<Record<Task['state'], Choice[]>> = {
  awaiting_finance: ['approve', 'mark_paid', 'reject'], submitted: ['mark_paid'], manual_payout: ['mark_paid'],
  failed_retryable: ['retry', 'mark_paid'], failed_final: ['retry', 'mark_paid'],
}

/** What may be decided about a task. A refund that its provider works on is marked as paid only after silence. */
export function choices(task: Pick<Task, 'state' | 'parts' | 'by_hand'>): Choice[] {
  if (task.state === 'submitted' && !task.by_hand && !task.parts.some((part) => part.unanswered_since || part.by_hand)) return []
  return possible[task.state] ?? []
}

/** What stands in the way of a refund: why it is doubted, and why parts of it failed. */
export function troubles({ doubt, parts }: Pick<Task, 'doubt' | 'parts'>) {
  return [...new Set([doubt, ...parts.filter(({ state }) => state === 'failed').map(({ reason }) => reason)])].filter(Boolean)
}
