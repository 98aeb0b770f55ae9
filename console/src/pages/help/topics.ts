import type { Schemas } from '../../api/client'

/** The parts of the manual: one for each kind of work, and a first return to do. */
export const topics = ['guide', 'reviewer', 'warehouse', 'finance', 'logistics', 'support', 'manager', 'admin'] as const
export type Topic = (typeof topics)[number]

/** Whose work is described where. */
const byRole: Partial<Record<Schemas['Role'], Topic>> = {
  reviewer: 'reviewer', warehouse: 'warehouse', finance: 'finance', logistics: 'logistics', support: 'support', auditor: 'manager', admin: 'admin',
}

export const topicOf = (role: Schemas['Role']): Topic => byRole[role] ?? 'guide'
