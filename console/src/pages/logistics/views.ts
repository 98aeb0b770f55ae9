import type { Return } from '../../api/returns'

export const views = ['book', 'pickups', 'transit', 'trouble'] as const
export type View = (typeof views)[number]

export const statuses: Record<View, Return['status'][]> = {
  book: ['confirmed'], pickups: ['pickup_scheduled'], transit: ['in_transit'], trouble: ['confirmed', 'pickup_scheduled', 'in_transit'],
}

/** Whether somebody has to look: a pickup in vain, a parcel that is silent, lost or refused. */
export const troubled = (ret: Pick<Return, 'attention' | 'shipments'>) =>
  Boolean(ret.attention) || ret.shipments.some(({ state, attempts }) => attempts > 0 || ['failed_attempt', 'silent', 'lost', 'refused'].includes(state))
