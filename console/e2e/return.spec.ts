// One return from the request to the refund, each role doing its part on the
// return's page.
import type { Locator, Page } from '@playwright/test'
import { at, call, requested, type Return } from './api'
import { expect, test } from './fixtures'

const status = (page: Page) => page.locator('.return-head .tone').first()

const behindMore = ['Cancel', 'Note', 'Carrier news']

async function act(page: Page, action: string, fill: (dialog: Locator) => Promise<void> = async () => {}) {
  const actions = page.getByRole('group', { name: 'What you can do' })
  if (behindMore.includes(action)) {
    await actions.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: action, exact: true }).click()
  } else await actions.getByRole('button', { name: action, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await fill(dialog)
  await dialog.getByRole('button', { name: action, exact: true }).click()
  await expect(dialog).toBeHidden()
}

test('a return goes from request to refund through the hands of five roles', async ({ as, axe }) => {
  const { rma, path } = await requested()
  const open = async (role: Parameters<typeof as>[0]) => {
    const page = await as(role)
    await page.goto(path)
    return page
  }
  const reviewer = await open('reviewer')
  await act(reviewer, 'Approve')
  await expect(status(reviewer)).toHaveText('Approved')

  const support = await open('support')
  await act(support, 'Confirm', async (dialog) => {
    await expect(dialog).toContainText('Confirm 2 units and a refund of about £20.00')
    await axe(support, 'return, confirm')
  })
  await expect(status(support)).toHaveText('Confirmed')
  await expect(status(reviewer)).toHaveText('Confirmed') // live

  const logistics = await open('logistics')
  await act(logistics, 'Schedule pickup', async (dialog) => {
    await dialog.getByLabel('Carrier').fill('Royal Mail')
    await dialog.getByLabel('Tracking number').fill(`T-${rma}`)
  })
  await expect(status(logistics)).toHaveText('Pickup scheduled')
  await act(logistics, 'Carrier news', async (dialog) => {
    await dialog.getByLabel('What happened').click()
    await logistics.getByTitle('Handed over').click()
    await axe(logistics, 'return, carrier news')
  })
  await expect(status(logistics)).toHaveText('In transit')

  const warehouse = await open('warehouse')
  await act(warehouse, 'Count in', async (dialog) => {
    await expect(dialog.getByLabel(/Line 1 .* Quantity/)).toHaveValue('2')
  })
  await expect(status(warehouse)).toHaveText('Received')
  await act(warehouse, 'Inspect', async () => axe(warehouse, 'return, inspect'))
  await expect(status(warehouse)).toHaveText('Refund pending')

  const [task] = (await call<{ items: { id: string }[] }>('finance', 'GET', `/refund-tasks?status=open&return=${rma}`)).items
  await call('finance', 'POST', `/refund-tasks/${task!.id}/decide`, { action: 'mark_paid', reference: 'BACS 4711' })
  await expect(status(warehouse)).toHaveText('Refunded') // live
  await warehouse.getByRole('heading', { name: 'Timeline' }).scrollIntoViewIfNeeded()
  await expect(warehouse.getByText('“BACS 4711”')).toBeVisible()
  await axe(warehouse, 'return, refunded')
})

test('support cancels before goods arrive, and the return says that it ended', async ({ as }) => {
  const { path } = await at('confirmed')
  const page = await as('support')
  await page.goto(path)
  await act(page, 'Cancel', async (dialog) => dialog.getByLabel('Reason').fill('The customer keeps it.'))
  await expect(status(page)).toHaveText('Cancelled')
  expect((await call<Return>('admin', 'GET', path)).lines[0]!.units.arrived).toBe(0)
})

test('a note is written, and the timeline shows it', async ({ as }) => {
  const { path } = await requested()
  const page = await as('auditor')
  await page.goto(path)
  await expect(page.getByText('Nothing can be done in your role right now.')).toBeVisible()
  const support = await as('support')
  await support.goto(path)
  await act(support, 'Note', async (dialog) => dialog.getByLabel('Note', { exact: true }).fill('She called twice.'))
  await expect(page.getByText('“She called twice.”')).toBeVisible()
})
