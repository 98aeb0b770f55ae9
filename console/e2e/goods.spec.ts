// Goods out of the ordinary: what came late, what goes back to the customer, and
// the sentences a reviewer writes again and again.
import type { Page } from '@playwright/test'
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
  await reviewer.getByRole('dialog').getByLabel('Note').fill('Nobody was there to take it.')
  await reviewer.getByRole('dialog').getByRole('button', { name: 'Decide what did not reach the customer' }).click()
  await expect(reviewer.getByText('Decide what did not reach the customer: done')).toBeVisible()
  expect((await call<Return>('admin', 'GET', path)).held).toBeNull()
})

/** Where the bell leads: each of its entries with its address. */
async function bell(page: Page) {
  await page.goto('/orders')
  await page.getByRole('button', { name: /\d+ wait for you/ }).click()
  await expect(page.locator('.ant-dropdown')).toBeVisible()
  return page.locator('.ant-dropdown a').evaluateAll((links) => links.map((link) => ({ text: link.textContent, to: link.getAttribute('href')! })))
}

test('the bell leads logistics and reviewers to the goods that are held for them', async ({ as, axe }) => {
  const back = await at('received')
  await call('warehouse', 'POST', `${back.path}/inspect`, { lines: [{ line_no: 1, quantity: 2, condition: 'used', disposition: 'return_to_customer' }] })
  const late = await at('inspected')
  await call('warehouse', 'POST', `${late.path}/receive`, { lines: [{ line_no: 1, quantity: 1 }] })

  const logistics = await as('logistics')
  expect(await bell(logistics)).toContainEqual(expect.objectContaining({ to: '/held?waiting_for=logistics' }))
  await logistics.locator('.ant-dropdown').getByRole('link', { name: /Held goods/ }).click()
  const row = (page: Page, rma: string) => page.getByRole('row', { name: rma })
  await expect(row(logistics, back.rma)).toContainText(`2 × ${back.sku}`)
  await expect(row(logistics, back.rma)).toContainText('Send back')
  await expect(row(logistics, late.rma)).toHaveCount(0)
  await axe(logistics, 'held goods')

  const reviewer = await as('reviewer')
  const led = await bell(reviewer)
  expect(led.map(({ to }) => to)).toEqual(expect.arrayContaining(['/held?waiting_for=reviewer', '/strays']))
  await reviewer.goto('/held?waiting_for=reviewer')
  await expect(row(reviewer, back.rma)).toHaveCount(0)
  await row(reviewer, late.rma).getByRole('link', { name: 'Decide about strays' }).click()
  await expect(row(reviewer, late.sku)).toContainText('Waits for a decision')
})

test('the bell leads finance and warehouse to pages that are for them', async ({ as }) => {
  await at('received')
  await at('inspected')
  for (const role of ['finance', 'warehouse'] as const) {
    const page = await as(role)
    const led = await bell(page)
    expect(led.length, role).toBeGreaterThan(0)
    for (const { text, to } of led) {
      await page.goto(to)
      await expect(page.locator('h1'), `${role}: ${text}`).toBeVisible()
      await expect(page.locator('h1'), `${role}: ${text}`).not.toHaveText('This page is not for your role')
    }
  }
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
