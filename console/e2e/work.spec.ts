// What pages do with what they are given: stock is corrected, and money waits for
// a second pair of eyes.
import { call, order, upload, type Return } from './api'
import { expect, test } from './fixtures'

/** A return of one mug at 10.00, inspected, that finance has to pay. */
async function toPay(currency: string, between: (open: () => Promise<Return>) => Promise<Return>) {
  const bought = await order()
  const number = `${bought.number}-P`
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
  await call('integration', 'PUT', `/orders/${number}`, {
    customer: { id: `c-${number}`, name: 'Ana Marsh', email: bought.email, country: 'GB' }, currency, ordered_at: ago(9), delivered_at: ago(5),
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
  await expect(page.getByRole('row')).toHaveCount(3)
  await expect(page.getByRole('row', { name: /broken/ })).toContainText('2')
  await expect(page.getByRole('row', { name: /found behind the shelf/ })).toBeVisible()
  const { items } = await call<{ items: { quantity: number }[] }>('warehouse', 'GET', `/stock?sku=${sku}`)
  expect(items.map(({ quantity }) => quantity)).toEqual([3])
})

test('a refund over the limit needs two people, and the first cannot be both', async ({ as, expectStatus }) => {
  const { items: policies } = await call<{ items: { id: string; active_version: number | null }[] }>('admin', 'GET', '/policies')
  const active = policies.find(({ active_version }) => active_version)!
  const { items: versions } = await call<{ items: { active: boolean; terms: object }[] }>('admin', 'GET', `/policies/${active.id}`)
  const { terms } = versions.find((each) => each.active)!
  // Only for euros, which no other test pays with, and only until the return has it.
  await call('admin', 'POST', '/policies', { id: 'four-eyes', terms: { ...terms, four_eyes_above: { EUR: '5.00' } } })
  const { rma, path } = await toPay('EUR', async (open) => {
    await call('admin', 'POST', '/policies/four-eyes/activate', { version: 1 })
    try {
      return await open()
    } finally {
      await call('admin', 'POST', `/policies/${active.id}/activate`, { version: active.active_version })
    }
  })
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
  await expect(first.getByRole('dialog').getByRole('alert')).toBeVisible()
  await approve(second)
  await expect(second.getByText(`Refund of ${rma} approved`)).toBeVisible()
})
