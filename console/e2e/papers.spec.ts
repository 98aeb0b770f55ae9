// What is printed, and how it comes back: papers from the page, then their code
// by hand scanner and by a camera that films it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { BarcodeFormat, EncodeHintType, QRCodeWriter } from '@zxing/library'
import { at, call } from './api'
import { expect, test } from './fixtures'
import { service } from './service'

/** Fetches what a link opens, as the page's own user. */
async function paper(page: Page, name: string) {
  const address = await page.getByRole('link', { name }).first().getAttribute('href')
  const answer = await page.request.get(address!)
  expect(answer.headers()['content-type']).toBe('application/pdf')
  expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-')
  return answer.headers()['content-disposition']
}

test('the warehouse prints a slip, and labels once the goods are inspected', async ({ as, axe }) => {
  const { rma } = await at('in_transit')
  const page = await as('warehouse')
  await page.goto(`/warehouse?rma=${rma}`)
  expect(await paper(page, 'Packing slip')).toContain(`packing-slip-${rma}.pdf`)
  await expect(page.getByRole('link', { name: 'Shelf labels' })).toHaveCount(0)
  const sorted = await at('inspected')
  await page.goto(`/warehouse?rma=${sorted.rma}`)
  expect(await paper(page, 'Shelf labels')).toContain(`shelf-labels-${sorted.rma}.pdf`)
  await axe(page, 'warehouse, papers')
  const support = await as('support')
  await support.goto(sorted.path)
  await paper(support, 'Packing slip')
  await expect(support.getByRole('link', { name: 'Shelf labels' })).toHaveCount(0)
})

test('goods that nobody expected have labels too', async ({ as }) => {
  const { rma, path, sku } = await at('in_transit')
  await call('warehouse', 'POST', `${path}/receive`, { lines: [{ line_no: 1, quantity: 1 }], strays: [{ sku: `VASE-${sku}`, quantity: 2, disposition: 'quarantine', note: 'A vase from elsewhere' }] })
  const page = await as('warehouse')
  await page.goto(`/warehouse?rma=${rma}`)
  expect(await paper(page, 'Shelf labels')).toContain(`shelf-labels-${rma}.pdf`)
})

test('a customer prints the slip from the portal, in the language of its pages, while there is a parcel to send', async ({ stranger, axe }) => {
  const { rma, number, email, path } = await at('approved')
  const page = await stranger({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })
  await page.goto('/portal')
  await page.getByLabel('Order number').fill(number)
  await page.getByLabel('E-mail or phone of the order').fill(email)
  await page.getByRole('button', { name: 'Find my order' }).click()
  await expect(page.getByRole('heading', { name: `Order ${number}` })).toBeVisible()
  await page.goto(`/portal/returns/${rma}`)
  await expect(page.getByText(rma)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Packing slip' })).toHaveCount(0)
  await call('support', 'POST', `${path}/confirm`, {})
  await expect(page.getByRole('link', { name: 'Packing slip' })).toHaveAttribute('href', /language=en$/) // live
  expect(await paper(page, 'Packing slip')).toContain(`packing-slip-${rma}.pdf`)
  await axe(page, 'portal, packing slip')
  await call('logistics', 'POST', `${path}/pickup`, { carrier: 'Royal Mail', tracking_number: `RM-${rma}` })
  await call('logistics', 'POST', `${path}/tracking`, { event: 'handed_over' })
  await expect(page.getByRole('link', { name: 'Packing slip' })).toHaveCount(0)
})

test('a hand scanner is heard wherever the cursor was left, and reads shelf labels too', async ({ as }) => {
  const first = await at('in_transit')
  const second = await at('received')
  const page = await as('warehouse')
  await page.goto('/warehouse')
  await page.getByRole('heading', { name: 'Expected and to inspect' }).click() // beside every field
  await page.keyboard.type(`${first.rma}\n`, { delay: 2 })
  await expect(page.getByRole('heading', { name: 'What is in the parcel' })).toBeVisible()
  await page.getByRole('button', { name: `One fewer: Quantity of ${first.sku}` }).click() // a button has it now
  await page.keyboard.type(`${second.rma}|restock|2026-03-05|${second.sku}\n`, { delay: 2 })
  await expect(page).toHaveURL(new RegExp(second.rma))
  await expect(page.getByRole('heading', { name: 'Inspect' })).toBeVisible()
})

/** A film of one QR code, as Chromium's fake camera plays it: YUV4MPEG2, gray only. */
function film(text: string, file: string) {
  const [width, height, side] = [640, 480, 400]
  const code = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, side, side, new Map([[EncodeHintType.MARGIN, 4]]))
  const light = Buffer.alloc(width * height, 255)
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) if (code.get(x, y)) light[(y + 40) * width + x + 120] = 0
  const frame = [Buffer.from('FRAME\n'), light, Buffer.alloc((width * height) / 2, 128)]
  writeFileSync(file, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F5:1 Ip A1:1 C420jpeg\n`), ...frame, ...frame]))
}

test('a camera that sees the code of a packing slip opens its return', async ({}, info) => {
  const { rma } = await at('in_transit')
  const { base, password } = service()
  const folder = mkdtempSync(join(tmpdir(), 'backhaul-film-'))
  film(rma, join(folder, 'slip.y4m'))
  const { executablePath, args = [] } = info.project.use.launchOptions ?? {}
  const browser = await chromium.launch({
    executablePath,
    args: [...args, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${join(folder, 'slip.y4m')}`],
  })
  try {
    const page = await browser.newPage({ baseURL: base, locale: 'en-GB' })
    await page.request.post('/v1/session', { data: { login: 'dev-warehouse', password }, headers: { 'Sec-Fetch-Site': 'same-origin' } })
    await page.goto('/warehouse')
    await page.getByRole('button', { name: 'Scan by camera' }).click()
    await expect(page).toHaveURL(new RegExp(rma))
    await expect(page.getByRole('heading', { name: 'What is in the parcel' })).toBeVisible()
    await expect(page.getByRole('dialog')).toBeHidden()
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true })
  }
})

test('without a camera the page says what to do instead', async ({ as, axe }) => {
  const page = await as('warehouse')
  await page.goto('/warehouse')
  await page.getByRole('button', { name: 'Scan by camera' }).click()
  await expect(page.getByRole('alert')).toContainText('Type the number, or use a hand scanner.')
  await axe(page, 'warehouse, no camera')
})
