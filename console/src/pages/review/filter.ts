// The views of the queue and what they ask the API for.
import type { ReturnFilter } from '../../api/returns'

export const views = ['todo', 'free', 'mine', 'waiting', 'all'] as const
export type View = (typeof views)[number]
export const sorts = ['deadline', 'opened_at', '-opened_at'] as const

export interface Chosen {
  view?: string
  sort?: string
  reason?: string
  q?: string
}

const statuses: Record<View, ReturnFilter['status']> = {
  todo: ['requested'],
  free: ['requested'],
  mine: ['requested', 'info_needed', 'counter_offered', 'received', 'inspected'],
  waiting: ['info_needed', 'counter_offered'],
  all: ['requested', 'info_needed', 'counter_offered', 'approved', 'confirmed', 'pickup_scheduled', 'in_transit', 'received', 'inspected', 'refund_pending'],
}

export function asked({ view, sort, reason, q }: Chosen): ReturnFilter {
  const known = views.find((each) => each === view) ?? 'todo'
  return {
    status: statuses[known],
    sort: sorts.find((each) => each === sort) ?? 'deadline',
    limit: 50,
    ...(known === 'mine' && { assignee: 'me' }),
    ...(known === 'free' && { assignee: 'none' }),
    ...(reason && { reason }),
    ...(q && { q }),
  }
}

/** The neighbor of what is chosen, for j and k: stays at the ends. */
export function neighbor(ids: string[], chosen: string | undefined, step: 1 | -1): string | undefined {
  const at = chosen ? ids.indexOf(chosen) : -1
  if (at < 0) return step === 1 ? ids[0] : ids.at(-1)
  return ids[Math.min(Math.max(at + step, 0), ids.length - 1)]
}
