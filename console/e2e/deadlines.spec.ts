// What is late says so in words, wherever a deadline is shown; color alone says nothing
// to whoever does not see it. Late is what the browser's clock makes of it.
import { at, call, requested } from './api'
import { expect, test } from './fixtures'

const later = () => new Date(Date.now() + 400 * 86_400_000)

test('every page with deadlines says in words what is overdue', async ({ as }) => {
  const customer = `c-late-${Math.random().toString(36).slice(2)}`
  const waiting = await requested({ customer })
  const confirmed = await at('confirmed')
  const moving = await at('in_transit')
  const held = await at('received')
  await call('warehouse', 'POST', `${held.path}/inspect`, { lines: [{ line_no: 1, quantity: 2, condition: 'used', disposition: 'return_to_customer' }] })
  const wrong = await requested()
  await call('reviewer', 'POST', `${wrong.path}/review`, { decision: 'reject', note: 'It was worn.' })
  await call('support', 'POST', `${wrong.path}/feedback`, { complaint: 'It was never worn.' })
  const page = await as('admin')
  await page.clock.setFixedTime(later())
  const late = (rma: string) => page.getByRole('row', { name: rma }).locator('.tone-ended', { hasText: /^Overdue / })
  for (const [path, rma] of [
    [`/returns?q=${waiting.rma}`, waiting.rma], [`/logistics?q=${confirmed.rma}`, confirmed.rma], [`/logistics?view=transit&q=${moving.rma}`, moving.rma],
    ['/held?waiting_for=logistics', held.rma], ['/complaints', wrong.rma],
  ] as const) {
    await page.goto(path)
    await expect(late(rma), path).toBeVisible()
  }
  await page.goto('/warehouse')
  await expect(page.getByRole('row').locator('.tone-ended', { hasText: /^Overdue / }).first()).toBeVisible()
  await page.goto(waiting.path)
  await expect(page.locator('.return-head').getByText(/^Overdue /)).toBeVisible()
  await page.goto(`/review?q=${encodeURIComponent(customer)}`)
  await expect(page.locator('.queue-item').getByText(/^Overdue /)).toBeVisible()
  await expect(page.locator('.case-head').getByText(/^Overdue /)).toBeVisible()
})

test('a deadline that passes while the page is open is overdue there', async ({ as }) => {
  const { rma } = await requested()
  const page = await as('reviewer')
  await page.clock.install()
  await page.goto(`/returns?q=${rma}`)
  const row = page.getByRole('row', { name: rma })
  await expect(row).toContainText('Due in')
  await page.clock.setSystemTime(later())
  await page.clock.runFor(20_000)
  await expect(row).toContainText('Overdue')
})
