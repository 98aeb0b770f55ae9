// What tests need to have happened before a page is opened, done through the
// API with the token of the role whose work it is.
import { readFileSync } from 'node:fs'
import type { Schemas } from '../src/api/client'
import { service } from './service'

export type Return = Schemas['Return']
type Role = Schemas['Role']

/** Calls the API as a role, and fails the test when it refuses. */
export async function call<T>(role: Role, method: string, path: string, body?: unknown): Promise<T> {
  const { base, tokens } = service()
  const asIs = body instanceof FormData || typeof body === 'string' // a string is a table
  const response = await fetch(`${base}/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${tokens[role]}`, ...(typeof body === 'string' ? { 'Content-Type': 'text/csv' } : body && !asIs ? { 'Content-Type': 'application/json' } : {}) },
    body: asIs ? body : body ? JSON.stringify(body) : undefined,
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${role} ${method} ${path}: ${response.status} ${text}`)
  return (text ? JSON.parse(text) : undefined) as T
}

export const photo = new URL('photo.png', import.meta.url).pathname

const dayMs = 86_400_000
const ago = (days: number) => new Date(Date.now() - days * dayMs).toISOString()
let made = 0

export interface Bought {
  number: string
  email: string
  sku: string
}

/** An order that was delivered some days ago: `quantity` mugs at 10.00 and a teapot at 25.00. */
export async function order({ quantity = 4, delivered = 5, customer = '' } = {}): Promise<Bought> {
  const id = `${process.env.TEST_WORKER_INDEX ?? 0}${(Date.now() % 10_000_000).toString(36)}${++made}`.toUpperCase()
  const email = `ana.${id.toLowerCase()}@example.com`
  await call('integration', 'PUT', `/orders/E-${id}`, {
    customer: { id: customer || `c-${id}`, name: 'Ana Marsh', email, phone: '+44 20 7946 0001', country: 'GB' },
    currency: 'GBP', ordered_at: ago(delivered + 4), delivered_at: ago(delivered), shipping_paid: '3.00',
    lines: [
      { line_no: 1, sku: `MUG-${id}`, description: 'Mug, stoneware', quantity, unit_price: '10.00' },
      { line_no: 2, sku: `POT-${id}`, description: 'Teapot, one litre', quantity: 1, unit_price: '25.00' },
    ],
  })
  return { number: `E-${id}`, email, sku: `MUG-${id}` }
}

/** Uploads the photo that tests use. */
export async function upload(role: Role = 'support') {
  const form = new FormData()
  form.append('photo', new Blob([new Uint8Array(readFileSync(photo))], { type: 'image/png' }), 'photo.png')
  return (await call<Schemas['Evidence']>(role, 'POST', '/evidence', form)).id
}

/** A return that a reviewer has to decide. */
export async function requested({ quantity = 2, evidence = [] as string[], method = 'pickup', customer = '' } = {}) {
  const bought = await order({ customer })
  const ret = await call<Return>('support', 'POST', '/returns', {
    order_number: bought.number, method, evidence, note: 'The glaze has cracks.',
    lines: [{ line_no: 1, quantity, reason: 'damaged', condition: 'damaged', note: 'Cracked at the handle' }],
    ...(method === 'pickup' && { pickup: { address: '1 High Street, Leeds', contact: 'Ana Marsh', phone: '+44 20 7946 0001' } }),
  })
  return { ...bought, ret, rma: ret.rma_number, path: `/returns/${ret.rma_number}` }
}

const steps: [string, (path: string, quantity: number) => Promise<unknown>][] = [
  ['approved', (path) => call('reviewer', 'POST', `${path}/review`, { decision: 'approve' })],
  ['confirmed', (path) => call('support', 'POST', `${path}/confirm`, {})],
  ['pickup_scheduled', (path) => call('logistics', 'POST', `${path}/pickup`, {
    carrier: 'Royal Mail', tracking_number: `RM${path.replace(/\W|returns/g, '')}`, window_start: ago(-2), window_end: ago(-2.2),
  })],
  ['in_transit', (path) => call('logistics', 'POST', `${path}/tracking`, { event: 'handed_over' })],
  ['received', (path, quantity) => call('warehouse', 'POST', `${path}/receive`, { lines: [{ line_no: 1, quantity }] })],
  ['inspected', (path, quantity) => call('warehouse', 'POST', `${path}/inspect`, { lines: [{ line_no: 1, quantity, condition: 'damaged', disposition: 'scrap' }] })],
]

/** A return that has come as far as a status. */
export async function at(status: string, options: Parameters<typeof requested>[0] = {}) {
  const started = await requested(options)
  if (!steps.some(([name]) => name === status)) throw new Error(`no step leads to ${status}`)
  for (const [name, step] of steps) {
    await step(started.path, options.quantity ?? 2)
    if (name === status) break
  }
  return { ...started, ret: await call<Return>('admin', 'GET', started.path) }
}
