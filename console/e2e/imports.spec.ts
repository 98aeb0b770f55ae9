// Rows from files: tried, taken with a bar that tells how far it is, and given up;
// and lists that go out as files.
import { call, order } from './api'
import { expect, test } from './fixtures'

test('counted stock is tried and taken, and every wrong row is named with its column', async ({ as, axe }) => {
  const { sku } = await order()
  const page = await as('warehouse')
  await page.goto('/imports')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByText('Choose a file.')).toBeVisible()
  await page.locator('input[type=file]').setInputFiles({ name: 'count.csv', mimeType: 'text/csv', buffer: Buffer.from(`sku,quantity,reason\n${sku},12,January count\nLAMP-${sku},many,\n`) })
  const outcome = page.getByRole('region', { name: 'What came of it' })
  await page.getByRole('button', { name: 'Only try' }).click()
  await expect(outcome).toContainText('nothing was changed')
  await expect(outcome).toContainText('Rows taken: 1, not taken: 1.')
  await expect(outcome.getByRole('row').last()).toContainText('3')
  await expect(outcome.getByRole('row').last()).toContainText('quantity')
  await expect(outcome.getByRole('row').last()).toContainText('not "many"')
  await axe(page, 'imports')
  const level = async () => (await call<{ items: { quantity: number }[] }>('warehouse', 'GET', `/stock?sku=${sku}`)).items.map(({ quantity }) => quantity)
  expect(await level()).toEqual([])
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(outcome).toContainText('1 new, 0 changed')
  expect(await level()).toEqual([12])
})

test('headings of the file\'s own are matched with our columns', async ({ as, axe, expectStatus }) => {
  const { sku } = await order()
  const page = await as('warehouse')
  expectStatus(422) // for the columns that lack
  await page.goto('/imports')
  await page.locator('input[type=file]').setInputFiles({ name: 'count.csv', mimeType: 'text/csv', buffer: Buffer.from(`Artikel,Bestand,Farbe\n${sku},12,blau\n`) })
  await page.getByRole('button', { name: 'Only try' }).click()
  await expect(page.getByText('The file has no column sku, quantity.')).toBeVisible()
  for (const [heading, column] of [['Artikel', 'sku'], ['Bestand', 'quantity']] as const) {
    await page.getByLabel(heading).fill(column)
    await page.getByLabel(heading).press('Enter')
  }
  await axe(page, 'imports, headings')
  await page.getByRole('button', { name: 'Try it with these' }).click()
  const outcome = page.getByRole('region', { name: 'What came of it' })
  await expect(outcome).toContainText('Rows taken: 1, not taken: 0.')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(outcome).toContainText('1 new, 0 changed')
})

test('how much of a long import was sent and is done is shown, and it can be given up', async ({ as }) => {
  const page = await as('admin')
  await page.goto('/imports?kind=orders')
  const rows = Array.from({ length: 40_000 }, (_, index) => `E-NEVER-${index},1,SKU-${index},A long description of the article so that the file is large,1,1.00`).join('\n')
  await page.locator('input[type=file]').setInputFiles({ name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(`order_number,line_no,sku,description,quantity,unit_price\n${rows}\n`) })
  await page.getByLabel('Currency').fill('GBP')
  // As slow as a shop's line may be: some seconds for the whole file.
  const line = await page.context().newCDPSession(page)
  await line.send('Network.enable')
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 5, downloadThroughput: 10_000_000, uploadThroughput: 1_000_000 })
  const bar = page.getByRole('progressbar', { name: 'The file is sent' })
  await page.getByRole('button', { name: 'Only try' }).click()
  await expect(page.getByText(/B of 3\.\d MB sent$/)).toBeVisible()
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(0)
  await expect(page.getByText(/^[\d,]+ of 40,000 orders done$/)).toBeVisible()
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(bar).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeEnabled()
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('an export says how much has come, can be stopped, and is kept whole when it is not', async ({ as }) => {
  await order()
  const page = await as('admin')
  await page.goto('/returns')
  // An answer that takes its time, as that of a million rows does.
  let finish = () => {}
  const slow = new Promise<void>((done) => (finish = done))
  await page.route(/\/v1\/returns\?.*format=csv/, async (route) => {
    await slow
    await route.continue()
  })
  const download = page.getByRole('button', { name: 'Download' })
  await download.click()
  await page.getByRole('link', { name: 'CSV' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('status')).toContainText('0 rows, 0 byte')
  await dialog.getByRole('button', { name: 'Stop' }).click()
  await expect(dialog).toHaveCount(0)
  finish()
  await download.click()
  const arrived = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV' }).click()
  expect((await arrived).suggestedFilename()).toMatch(/^returns-.*\.csv$/)
  await expect(dialog).toHaveCount(0)
})
