// What pages do with what they are given: stock is corrected, money waits for a
// second pair of eyes, and what a provider or a carrier fails to do is noticed.
import type { Schemas } from '../src/api/client'
import { call, order, requested, upload, type Return } from './api'
import { expect, test } from './fixtures'
import { underTerms } from './terms'

type Opening = () => Promise<Return>

/** A return of one mug at 10.00, inspected, that finance has to pay. */
async function toPay(currency: string, { between = (open: Opening) => open(), payment = undefined as string | undefined } = {}) {
  const bought = await order()
  const number = `${bought.number}-P`
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
  await call('integration', 'PUT', `/orders/${number}`, {
    customer: { id: `c-${number}`, name: 'Ana Marsh', email: bought.email, country: 'GB' }, currency, ordered_at: ago(9), delivered_at: ago(5),
    ...(payment && { payment: { provider: 'fakepsp', reference: `pay_${number}#${payment}` } }),
    lines: [{ line_no: 1, sku: bought.sku, description: 'Mug, stoneware', quantity: 1, unit_price: '10.00' }],
  })
  const open = async () => call<Return>('support', 'POST', '/returns', {
    order_number: number, method: 'drop_off', evidence: [await upload()], lines: [{ line_no: 1, quantity: 1, reason: 'damaged', condition: 'damaged' }],
  })
  const { rma_number: rma } = await between(open)
  const path = `/returns/${rma}`
  await call('reviewer', 'POST', `${path}/review`, { decision: 'approve' })
  await call('support', 'POST', `${path}/confirm`, {})
  await call('warehouse', 'POST', `${path}/receive`, { lines: [{ line_no: 1, quantity: 1 }] })
  await call('warehouse', 'POST', `${path}/inspect`, { lines: [{ line_no: 1, quantity: 1, condition: 'damaged', disposition: 'scrap' }] })
  return { rma, path }
}

test('stock is adjusted with a reason, never below nothing, and the movement says who and why', async ({ as, axe }) => {
  const { sku } = await order()
  const page = await as('warehouse')
  await page.goto(`/stock?sku=${sku}`)
  const dialog = page.getByRole('dialog')
  const adjust = async (by: string, reason: string) => {
    await page.getByRole('button', { name: 'Adjust', exact: true }).first().click()
    await dialog.getByLabel('SKU').fill(sku)
    await dialog.getByLabel('By how many').fill(by)
    await dialog.getByLabel('Reason').fill(reason)
    await dialog.getByRole('button', { name: 'Write the movement' }).click()
  }
  await adjust('7', 'typed wrongly')
  await expect(page.getByText(`${sku}: 7 in`)).toBeVisible()
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText(`Undone: ${sku}: 7 in`)).toBeVisible()
  const written = await (await page.request.get(`/v1/stock/movements?sku=${sku}`)).json() as { items: { id: number; quantity: number; reason: string }[] }
  expect(written.items.map((each) => each.quantity).sort()).toEqual([-7, 7])
  const first = written.items.find((each) => each.quantity === 7)!
  expect(written.items.find((each) => each.quantity === -7)!.reason).toBe(`Undoes movement ${first.id}: typed wrongly`)
  await adjust('5', 'found behind the shelf')
  await expect(page.getByText(`${sku}: 5 in`)).toBeVisible()
  await expect(dialog).toBeHidden()
  await adjust('-6', 'broken')
  await expect(dialog).toContainText('There are only 5')
  await axe(page, 'stock, adjust too much')
  await dialog.getByLabel('By how many').fill('-2')
  await dialog.getByRole('button', { name: 'Write the movement' }).click()
  await expect(page.getByText(`${sku}: 3 in`)).toBeVisible()
  await page.goto(`/stock?view=movements&sku=${sku}`)
  await expect(page.getByRole('row')).toHaveCount(5)
  await expect(page.getByRole('row', { name: /broken/ })).toContainText('2')
  await expect(page.getByRole('row', { name: /found behind the shelf/ })).toBeVisible()
  const { items } = await call<{ items: { quantity: number }[] }>('warehouse', 'GET', `/stock?sku=${sku}`)
  expect(items.map(({ quantity }) => quantity)).toEqual([3])
})

test('a refund over the limit needs two people, and the first cannot be both', async ({ as, expectStatus }) => {
  // Only for euros, which no other test pays with.
  const { rma, path } = await toPay('EUR', { between: (open) => underTerms('four-eyes', { four_eyes_above: { EUR: '5.00' } }, open) })
  const [first, second] = [await as('finance'), await as('admin')]
  for (const page of [first, second]) await page.goto(`/finance?return=${rma}`)
  const approve = async (page: typeof first) => {
    await page.getByRole('button', { name: `Decide on the refund of ${rma}` }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  }
  await approve(first)
  await expect(first.getByText(`First approval for ${rma} noted`)).toBeVisible()
  await expect(second.getByText('A second, different person must approve it too.')).toBeVisible() // live
  expect((await call<Return>('admin', 'GET', path)).status).toBe('refund_pending')
  expectStatus(403)
  expectStatus(409)
  expectStatus(422)
  await approve(first)
  await expect(first.getByRole('dialog')).toContainText('you have approved the refund of 10.00 EUR already')
  await approve(second)
  await expect(second.getByText(`Refund of ${rma} approved`)).toBeVisible()
})

test('a refund that the provider refuses says why, and a retry waits for finance again', async ({ as, axe }) => {
  const { rma, path } = await toPay('GBP', { payment: 'fails' })
  const tasks = async () => (await call<{ items: Schemas['RefundTask'][] }>('finance', 'GET', `/refund-tasks?return=${rma}`)).items
  const [first] = await tasks()
  const page = await as('finance')
  await page.goto(`/finance?return=${rma}`)
  const decide = () => page.getByRole('button', { name: `Decide on the refund of ${rma}` }).click()
  const dialog = page.getByRole('dialog')
  await decide()
  await dialog.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByRole('row').last()).toContainText('Failed') // live, once the provider has answered
  await expect(page.getByRole('row').last()).toContainText('the account is closed')
  await axe(page, 'finance, failed')
  await decide()
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText(`A new refund of ${rma} waits for a decision`)).toBeVisible()
  await expect(page.getByRole('row').last()).toContainText('Awaiting finance')
  const open = (await tasks()).find(({ state }) => state === 'awaiting_finance')!
  expect([open.seq, open.id === first!.id]).toEqual([2, false])
  expect((await call<Return>('admin', 'GET', path)).status).toBe('refund_pending')

  await decide()
  await dialog.getByText('Mark as paid', { exact: true }).first().click()
  await dialog.getByLabel('Reference').fill(`BACS ${rma}`)
  await dialog.getByRole('button', { name: 'Mark as paid' }).last().click()
  await expect(page.getByText(`Refund of ${rma} marked as paid`)).toBeVisible()
  expect((await call<Return>('admin', 'GET', path)).status).toBe('refunded')
})

test('a parcel that nobody has heard of for too long needs a look, until there is news', async ({ as, axe }) => {
  const { rma, path } = await underTerms('watched', { silent_after_hours: 24 }, () => requested())
  const days = (number: number) => new Date(Date.now() + number * 86_400_000).toISOString()
  await call('reviewer', 'POST', `${path}/review`, { decision: 'approve' })
  await call('support', 'POST', `${path}/confirm`, {})
  await call('logistics', 'POST', `${path}/pickup`, { carrier: 'Royal Mail', tracking_number: `S-${rma}`, window_start: days(-3), window_end: days(-2.8) })
  await call('logistics', 'POST', `${path}/tracking`, { event: 'handed_over', occurred_at: days(-2) })
  const page = await as('logistics')
  await page.goto(`/logistics?view=trouble&q=${rma}`)
  await expect(page.getByRole('row').last()).toContainText('Silent')
  await expect(page.getByRole('row').last()).toContainText('nothing has been heard of a parcel for too long')
  await axe(page, 'logistics, silent')
  await page.getByRole('button', { name: `Carrier news ${rma}` }).click()
  await page.getByRole('dialog').getByLabel('What happened').click()
  await page.getByTitle('In transit', { exact: true }).last().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Carrier news' }).click()
  await expect(page.getByText('No parcel needs a look')).toBeVisible()
  await page.getByText('Under way', { exact: true }).click()
  await expect(page.getByRole('row').last()).toContainText(`S-${rma}`)
})

test('why a return does not move is told: what is tried, and what one can do', async ({ as, axe }) => {
  const { rma, path } = await toPay('GBP', { payment: 'down' })
  const { items: [task] } = await call<{ items: Schemas['RefundTask'][] }>('finance', 'GET', `/refund-tasks?return=${rma}`)
  const page = await as('support')
  await page.goto(path)
  await page.getByRole('button', { name: 'Why does it not move?' }).click()
  await expect(page.getByText('No step is under way or failing')).toBeVisible()
  await call('finance', 'POST', `/refund-tasks/${task!.id}/decide`, { action: 'approve' })
  await expect(async () => {
    await page.getByRole('button', { name: 'Look again' }).click()
    await expect(page.getByText('The payment provider does not answer, or answers with an error.')).toBeVisible({ timeout: 2000 })
  }).toPass()
  await expect(page.getByText(/, try \d+$/)).toBeVisible()
  await axe(page, 'return, in trouble')
})
