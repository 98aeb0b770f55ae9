// Goods out of the ordinary: what came late, what goes back to the customer, and
// the sentences a reviewer writes again and again.
import { at, call, requested, type Return } from './api'
import { expect, test } from './fixtures'

test('a reviewer decides about goods that came late', async ({ as, axe }) => {
  const { rma, path, sku } = await at('inspected')
  await call('warehouse', 'POST', `${path}/receive`, { lines: [{ line_no: 1, quantity: 1 }] })
  const page = await as('reviewer')
  await page.goto(`/strays?return=${rma}`)
  await expect(page.getByRole('row', { name: sku })).toContainText('Waits for a decision')
  await axe(page, 'strays')
  await page.getByRole('button', { name: `Decide ${sku}` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Where it goes').click()
  await page.getByTitle('Quarantine').click()
  await axe(page, 'strays, decide')
  await dialog.getByRole('button', { name: 'Decide' }).click()
  await expect(page.getByText(`Decided about ${sku}`)).toBeVisible()
  await page.getByText('Decided', { exact: true }).click()
  await expect(page.getByRole('row', { name: sku })).toContainText('Quarantine')
})

test('logistics sends goods back, and a reviewer decides when they do not get there', async ({ as, axe }) => {
  const { rma, path } = await at('received')
  await call('warehouse', 'POST', `${path}/inspect`, { lines: [{ line_no: 1, quantity: 2, condition: 'used', disposition: 'return_to_customer' }] })
  const page = await as('logistics')
  await page.goto(path)
  await page.getByRole('button', { name: 'Send back' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Carrier').fill('Royal Mail')
  await dialog.getByLabel('Tracking number').fill(`B-${rma}`)
  await axe(page, 'a return, send back')
  await dialog.getByRole('button', { name: 'Send back' }).click()
  await expect(page.getByText('Send back: done')).toBeVisible()
  await call('logistics', 'POST', `${path}/tracking`, { event: 'handed_over', tracking_number: `B-${rma}` })
  await call('logistics', 'POST', `${path}/tracking`, { event: 'refused', tracking_number: `B-${rma}` })

  const reviewer = await as('reviewer')
  await reviewer.goto(path)
  await reviewer.getByRole('button', { name: 'Decide what did not reach the customer' }).click()
  await reviewer.getByRole('dialog').getByLabel('Decision').click()
  await reviewer.getByTitle('Put them back into stock').click()
  await reviewer.getByRole('dialog').getByRole('button', { name: 'Decide what did not reach the customer' }).click()
  await expect(reviewer.getByText('Decide what did not reach the customer: done')).toBeVisible()
  expect((await call<Return>('admin', 'GET', path)).held).toBeNull()
})

test('a question is asked in a saved phrase', async ({ as, axe }) => {
  const { rma } = await requested()
  const page = await as('reviewer')
  await page.goto(`/review?rma=${rma}`)
  await expect(page.getByRole('heading', { name: rma })).toBeVisible()
  await page.keyboard.press('i')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('group', { name: 'Saved phrases' }).getByRole('button', { name: /serial number/ }).click()
  await axe(page, 'review, ask in a saved phrase')
  await dialog.getByRole('button', { name: 'Ask' }).click()
  await expect(page.getByText(`Question sent for ${rma}`)).toBeVisible()
})

test('pages that are not there, or not for the role, say so with a heading', async ({ as, axe }) => {
  const page = await as('warehouse')
  await page.goto('/nowhere')
  await expect(page.getByRole('heading', { level: 1, name: 'There is no such page' })).toBeVisible()
  await page.goto('/review')
  await expect(page.getByRole('heading', { level: 1, name: 'This page is not for your role' })).toBeVisible()
  await axe(page, 'forbidden')
})
