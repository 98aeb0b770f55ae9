// From the figures of a report to what they count, against the period before, and
// out as files.
import { readFileSync } from 'node:fs'
import { call, order, type Return } from './api'
import { expect, test } from './fixtures'

/** Far more returned units of one article than any other test asks for, and fewer of them forty days ago. */
async function manyOfOne() {
  const bought = await order({ quantity: 9000, delivered: 60 })
  const day = (before: number) => new Date(Date.now() - before * 86_400_000).toISOString().slice(0, 10)
  await call('admin', 'POST', '/returns/import?from=oldshop', [
    'return_number,order_number,sku,quantity,reason,status,opened_at,closed_at,disposition,refunded_goods',
    `R-${bought.number},${bought.number},${bought.sku},300,damaged,completed,${day(40)},${day(38)},scrap,3000.00`,
  ].join('\n'))
  const { rma_number: rma } = await call<Return>('support', 'POST', '/returns', {
    order_number: bought.number, method: 'drop_off', lines: [{ line_no: 1, quantity: 900, reason: 'damaged', condition: 'damaged' }],
  })
  return { ...bought, rma }
}

test('a row and a bar of a report lead to the returns that they count', async ({ as, axe }) => {
  const { sku, rma } = await manyOfOne()
  const page = await as('admin')
  await page.goto('/reports?report=products')
  const part = page.getByRole('group', { name: 'Product' })
  await expect(part.getByRole('row', { name: sku })).toContainText('900')
  const list = page.getByRole('region', { name: 'Returns' }).getByRole('row')
  await part.getByRole('link', { name: sku }).click()
  await expect(page).toHaveURL(new RegExp(`/returns\\?sku=${sku}&from=`))
  await expect(list).toHaveCount(2) // with the header; the one of forty days ago is not counted
  await expect(list.last()).toContainText(rma)
  await page.getByLabel('Take away the limit: SKU').click()
  await expect(page).not.toHaveURL(/sku=/)

  await page.goBack()
  await expect(part.locator('.chart svg')).toBeVisible()
  // The tallest bar is the first row's.
  const bars = await part.locator('.chart svg path[fill]').evaluateAll((paths) => paths.map((path) => path.getBoundingClientRect()).map(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2, width, height })))
  const tallest = bars.filter(({ width }) => width < 40).sort((a, b) => b.height - a.height)[0]!
  await page.mouse.click(tallest.x, tallest.y)
  await expect(page).toHaveURL(/\/returns\?sku=/)
  await expect(list.first()).toBeVisible()
  await axe(page, 'returns of a report')
})

test('a report stands beside the period before, and goes out as files', async ({ as }) => {
  const { sku } = await manyOfOne()
  const page = await as('auditor')
  await page.goto('/reports?report=products')
  const part = page.getByRole('group', { name: 'Product' })
  const row = part.getByRole('row', { name: sku })
  await expect(part.getByRole('columnheader', { name: 'Units before' })).toBeVisible()
  await expect(row.getByRole('cell').nth(1)).toHaveText('900')
  await expect(row.getByRole('cell').nth(2)).toHaveText('300')
  const saved = async (press: () => Promise<void>) => {
    const arrived = page.waitForEvent('download')
    await press()
    const file = await arrived
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
  }
  const table = await saved(() => part.getByRole('button', { name: 'This table (CSV)' }).click())
  expect(table.name).toMatch(/^products-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/)
  expect(table.bytes.toString().split('\r\n').find((line) => line.includes(sku))).toMatch(/,900,300,/)

  await page.getByRole('switch', { name: 'Compare with the period before' }).click()
  await expect(page).toHaveURL(/compare=no/)
  await expect(part.getByRole('columnheader', { name: 'Units before' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Download' }).click()
  const book = await saved(() => page.getByRole('link', { name: 'All reports (Excel)' }).click())
  expect(book.name).toMatch(/\.xlsx$/)
  expect(book.bytes.subarray(0, 2).toString()).toBe('PK')
})
