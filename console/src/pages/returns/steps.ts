import type { Return } from '../../api/returns'
import type { Texts } from '../../locales/en'

type Step = keyof Texts['returns']['steps']

const steps: [Step, Return['status'][]][] = [
  ['requested', ['requested', 'info_needed', 'counter_offered']],
  ['approved', ['approved']],
  ['confirmed', ['confirmed']],
  ['onItsWay', ['pickup_scheduled', 'in_transit']],
  ['received', ['received']],
  ['inspected', ['inspected', 'refund_pending']],
  ['refunded', ['refunded', 'completed']],
]

/** Whether a return ended before its refund. */
export const stoppedShort = (status: Return['status']) => ['rejected', 'cancelled', 'expired', 'sent_back', 'written_off'].includes(status)

/**
 * Where a return stands on the way that returns take. One whose goods stay with
 * the customer has no goods to wait for; one that ended early shows how far it came.
 */
export function stepsOf(ret: Pick<Return, 'status' | 'method' | 'tracks'>): { steps: Step[]; at: number } {
  const shown = ret.method === 'keep_item' ? steps.filter(([step]) => !['onItsWay', 'received', 'inspected'].includes(step)) : steps
  const names = shown.map(([step]) => step)
  if (stoppedShort(ret.status)) {
    const came = ret.tracks.goods === 'inspected' ? 'inspected' : ret.tracks.goods === 'arrived' ? 'received' : ret.tracks.goods === 'expected' ? 'confirmed' : 'requested'
    return { steps: names, at: Math.max(names.indexOf(came), 0) }
  }
  const at = shown.findIndex(([, statuses]) => statuses.includes(ret.status))
  if (at >= 0) return { steps: names, at: ret.status === 'completed' || ret.status === 'refunded' ? names.length : at }
  return { steps: names, at: names.indexOf('confirmed') } // kept items whose refund is under way
}
