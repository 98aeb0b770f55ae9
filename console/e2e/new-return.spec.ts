// A clerk opens a return: from the order to the confirmation that repeats
// quantities and money.
import { readFileSync } from 'node:fs'
import { order, photo } from './api'
import { expect, test } from './fixtures'

test('support opens a return with a photo, and sees verdict and estimate before sending', async ({ as, axe }) => {
  const { number, sku } = await order()
  const page = await as('support')
  await page.goto('/orders')
  await page.getByLabel('Search orders').fill(number)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row')).toHaveCount(2)
  await axe(page, 'orders')
  await page.getByRole('link', { name: number }).click()
  await expect(page.getByRole('heading', { name: number })).toBeVisible()
  await axe(page, 'order')
  await page.getByRole('button', { name: 'New return' }).click()

  await page.getByLabel(`Quantity ${sku}`).fill('3')
  await page.getByLabel('Reason').click()
  await page.getByTitle('Damaged').click()
  await page.getByLabel('Condition').click()
  await page.getByTitle('Used').click()
  await expect(page.getByText('About £30.00 would be refunded')).toBeVisible()
  await page.locator('input[type=file]').first().setInputFiles(photo)
  await expect(page.getByAltText('Photo 1 of 1')).toBeVisible()
  await expect.poll(() => page.getByAltText('Photo 1 of 1').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320)
  await page.getByLabel('Pickup address').fill('1 High Street, Leeds')
  await axe(page, 'new return')
  await page.getByRole('button', { name: 'Check and send' }).click()

  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(`3 units of order ${number}; about £30.00`)
  await expect(dialog).toContainText(`${sku}× 3`)
  await axe(page, 'new return, confirmation')
  await dialog.getByRole('button', { name: 'Change something' }).click()
  await page.getByLabel(`Quantity ${sku}`).fill('2')
  await expect(page.getByText('About £20.00 would be refunded')).toBeVisible()
  await page.getByRole('button', { name: 'Check and send' }).click()
  await dialog.getByRole('button', { name: 'Send the return' }).click()
  await expect(page).toHaveURL(/\/returns\/RMA-/)
  await expect(page.locator('.return-head')).toContainText('Requested')
  await expect(page.getByAltText('Photo 1 of 1')).toBeVisible()
  await axe(page, 'return, requested')
})

test('what the order does not have cannot be asked for', async ({ as, expectStatus }) => {
  const { number, sku } = await order({ quantity: 2 })
  const page = await as('support')
  await page.goto(`/new-return?order=${number}`)
  await page.getByLabel(`Quantity ${sku}`).fill('9')
  await page.getByLabel(`Quantity ${sku}`).blur()
  await expect(page.getByLabel(`Quantity ${sku}`)).toHaveValue('2')
  expectStatus(404)
  await page.goto('/new-return?order=none')
  await expect(page.getByRole('alert')).toBeVisible()
})

test('how much of the photos has been sent is shown until they are there', async ({ as, axe }) => {
  const { number } = await order()
  const page = await as('support')
  const loaded = page.waitForResponse(/\/transfer-[^/]*\.js$/)
  await page.goto(`/new-return?order=${number}`)
  await loaded
  await expect(page.getByRole('heading', { name: 'Photos' })).toBeVisible()
  const line = await page.context().newCDPSession(page)
  await line.send('Network.enable')
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 5, downloadThroughput: 10_000_000, uploadThroughput: 500_000 })
  // As large as a phone's: what follows a picture in its file is not looked at.
  const buffer = Buffer.concat([readFileSync(photo), Buffer.alloc(1_500_000)])
  await page.locator('input[type=file]').first().setInputFiles(['front', 'back'].map((side) => ({ name: `${side}.png`, mimeType: 'image/png', buffer })))
  const bar = page.getByRole('progressbar', { name: 'Uploading…' })
  await expect(bar).toBeVisible()
  await expect(page.getByText(/^[1-9]\d?%$/)).toBeVisible()
  await axe(page, 'new return, photos are sent')
  await expect(page.getByAltText('Photo 2 of 2')).toBeVisible()
  await expect(bar).toHaveCount(0)
})
