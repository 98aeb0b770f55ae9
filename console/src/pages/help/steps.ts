// The steps of the tour: where each is done, what it points at, and how it is
// known to be done.
import type { Tour } from '../../app/tour'
import type { PageTexts } from '../../locales/en/pages'

export interface Step {
  name: keyof PageTexts['tour']['steps']
  /** The operation without which a colleague does it. */
  needs: string
  /** The step of the manual that it belongs to. */
  chapter: number
  at: RegExp
  to: (known: Pick<Tour, 'order' | 'rma'>) => string
  target: string
  /** The page that doing it leads to. */
  leads?: RegExp
  /** The status in which it is done. */
  until?: string
}

const of = (path: string, name: string, value: string | undefined) => (value ? `${path}?${name}=${encodeURIComponent(value)}` : path)

export const steps: Step[] = [
  { name: 'find', needs: 'openReturn', chapter: 0, at: /^\/orders$/, to: () => '/orders', target: '.page-search', leads: /^\/orders\/./ },
  { name: 'order', needs: 'openReturn', chapter: 0, at: /^\/orders\/./, to: ({ order }) => (order ? `/orders/${encodeURIComponent(order)}` : '/orders'), target: '.page-head .ant-btn-primary', leads: /^\/new-return/ },
  { name: 'ask', needs: 'openReturn', chapter: 1, at: /^\/new-return/, to: ({ order }) => of('/new-return', 'order', order), target: '.verdict-card', leads: /^\/returns\/RMA-/ },
  { name: 'review', needs: 'reviewReturn', chapter: 2, at: /^\/review/, to: ({ rma }) => of('/review', 'rma', rma), target: '.case', until: 'approved' },
  { name: 'confirm', needs: 'confirmReturn', chapter: 3, at: /^\/returns\/RMA-/, to: ({ rma }) => (rma ? `/returns/${rma}` : '/returns?status=approved'), target: '.actions', until: 'confirmed' },
  { name: 'move', needs: 'schedulePickup', chapter: 4, at: /^\/logistics/, to: ({ rma }) => of('/logistics', 'q', rma), target: '.table-frame', until: 'in_transit' },
  { name: 'receive', needs: 'receiveReturn', chapter: 5, at: /^\/warehouse/, to: () => '/warehouse', target: '.bench-scan', until: 'inspected' },
  { name: 'refund', needs: 'decideRefund', chapter: 6, at: /^\/finance/, to: ({ rma }) => of('/finance', 'return', rma), target: '.table-frame', until: 'refunded' },
  { name: 'see', needs: 'getReturn', chapter: 7, at: /^\/returns\/RMA-/, to: ({ rma }) => (rma ? `/returns/${rma}` : '/returns'), target: '.step-bar' },
]

const way = ['requested', 'info_needed', 'counter_offered', 'approved', 'confirmed', 'pickup_scheduled', 'in_transit', 'received', 'inspected', 'refund_pending', 'refunded', 'completed']

/** Whether a return is as far as the step leads, or has ended otherwise. */
export const isDone = ({ until }: Step, status: string | undefined) =>
  Boolean(until && status) && (!way.includes(status!) || way.indexOf(status!) >= way.indexOf(until!))

/** What an address tells about the return that somebody is led through. */
export const rmaIn = (address: string) => /RMA-[0-9A-Z]+(?:-[0-9A-Z]+)*/.exec(address)?.[0]
