// The customer's whole way on a phone: from the order's number to the refund,
// with a question, an offer and a complaint on the way.
import type { Page } from '@playwright/test'
import { at, call, order, photo, type Return } from './api'
import { expect, test, type Look } from './fixtures'

const phone: Look = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

async function enter(page: Page, number: string, email: string) {
  await page.goto('/portal')
  await page.getByLabel('Order number').fill(number)
  await page.getByLabel('E-mail or phone of the order').fill(email)
  await page.getByRole('button', { name: 'Find my order' }).click()
}

/** Walks from the order to the tracking page, and gives the return's number. */
async function ask(page: Page, units: number) {
  for (let unit = 0; unit < units; unit++) await page.getByRole('button', { name: 'One more: Mug, stoneware' }).tap()
  await page.getByLabel('Why?').selectOption({ label: 'Damaged' })
  await page.getByLabel('In what condition is it?').selectOption('damaged')
  await page.getByLabel('What is wrong with it?').fill('Cracked at the handle')
  await page.locator('input[type=file]').setInputFiles(photo)
  await expect(page.getByAltText('Photo 1')).toBeVisible()
  await page.getByLabel('Pickup address').fill('1 High Street, Leeds')
  await page.getByRole('button', { name: 'Check my request' }).tap()
  await expect(page.getByRole('heading', { name: 'Is this right?' })).toBeVisible()
}

test('a customer asks, answers, confirms nothing twice, and sees the refund and complains', async ({ stranger, axe, expectStatus }) => {
  const { number, email } = await order()
  const page = await stranger(phone)
  await page.goto('/portal')
  await axe(page, 'portal, find')
  expectStatus(404)
  await enter(page, number, 'eve@example.org')
  await expect(page.getByRole('alert')).toContainText('check both')
  await enter(page, number, email)
  await expect(page.getByRole('heading', { name: `Order ${number}` })).toBeVisible()
  await axe(page, 'portal, order')
  await ask(page, 2)
  await expect(page.getByText('Refund for 2 units, about')).toBeVisible()
  await expect(page.locator('.sum')).toContainText('£20.00')
  await axe(page, 'portal, summary')
  await page.getByRole('button', { name: 'Send the request' }).tap()
  await expect(page.getByText(/Your request is with us. Its number is RMA-/)).toBeVisible()
  const rma = /RMA-[\w-]+/.exec(page.url())![0]
  await axe(page, 'portal, tracking')

  await call('reviewer', 'POST', `/returns/${rma}/review`, { decision: 'request_info', note: 'Was the box open?' })
  await expect(page.getByRole('heading', { name: 'Our question' })).toBeVisible() // live
  await expect(page.getByText('Was the box open?')).toBeVisible()
  await axe(page, 'portal, question')
  await page.getByLabel('Your answer').fill('No, it was closed.')
  await page.getByRole('button', { name: 'Send the answer' }).tap()
  await expect(page.getByRole('heading', { name: 'We are looking at it' })).toBeVisible()

  await call('reviewer', 'POST', `/returns/${rma}/review`, { decision: 'counter_offer', note: 'We could do this.', offer: { amount: { amount: '12.00', currency: 'GBP' } } })
  await expect(page.getByText('You get £12.00')).toBeVisible()
  await axe(page, 'portal, offer')
  await page.getByRole('button', { name: 'Decline' }).tap()
  await expect(page.getByRole('heading', { name: 'We are looking at it' })).toBeVisible()

  await call('reviewer', 'POST', `/returns/${rma}/review`, { decision: 'approve' })
  await call('support', 'POST', `/returns/${rma}/confirm`, {})
  await call('logistics', 'POST', `/returns/${rma}/pickup`, { carrier: 'Royal Mail', tracking_number: `P-${rma}` })
  await expect(page.getByText(`Royal Mail P-${rma}`)).toBeVisible()
  await call('logistics', 'POST', `/returns/${rma}/tracking`, { event: 'handed_over' })
  await call('warehouse', 'POST', `/returns/${rma}/receive`, { lines: [{ line_no: 1, quantity: 2 }] })
  await call('warehouse', 'POST', `/returns/${rma}/inspect`, { lines: [{ line_no: 1, quantity: 2, condition: 'damaged', disposition: 'scrap' }] })
  const [task] = (await call<{ items: { id: string }[] }>('finance', 'GET', `/refund-tasks?return=${rma}`)).items
  await call('finance', 'POST', `/refund-tasks/${task!.id}/decide`, { action: 'mark_paid', reference: 'BACS 1' })
  await expect(page.getByRole('heading', { name: 'Refunded' })).toBeVisible()

  await page.getByLabel('4 stars').check({ force: true })
  await page.getByLabel('Anything to add?').fill('Quick.')
  await axe(page, 'portal, refunded')
  await page.getByRole('button', { name: 'Send', exact: true }).tap()
  await expect(page.getByText('You gave 4 of 5 stars')).toBeVisible()
  await page.getByRole('button', { name: 'Something is wrong: complain' }).tap()
  await page.getByLabel('What is wrong?').fill('Shipping was not given back.')
  await page.getByRole('button', { name: 'Send the complaint' }).tap()
  await expect(page.getByRole('heading', { name: 'Your complaint' })).toBeVisible()
  await call('support', 'POST', `/returns/${rma}/complaint/answer`, { text: 'It is on its way.' })
  await expect(page.getByText('It is on its way.')).toBeVisible()
  await axe(page, 'portal, complaint')
  const ret = await call<Return>('admin', 'GET', `/returns/${rma}`)
  expect([ret.feedback?.rating, ret.complaint?.text, ret.evidence.length]).toEqual([4, 'Shipping was not given back.', 1])
})

test('a link lets a customer in without typing, and its token leaves the address', async ({ stranger }) => {
  const { number, email, rma } = await at('approved')
  const { token } = await call<{ token: string }>('admin', 'POST', '/portal/access', { order_number: number, contact: email })
  const page = await stranger(phone)
  await page.goto(`/portal#${token}`)
  await expect(page.getByRole('heading', { name: 'My returns' })).toBeVisible()
  expect(page.url()).not.toContain(token)
  await page.getByRole('button', { name: new RegExp(rma) }).tap()
  await page.getByRole('button', { name: 'Cancel this return' }).tap()
  await page.getByRole('button', { name: 'Yes, cancel it' }).tap()
  await expect(page.getByRole('heading', { name: 'Cancelled' })).toBeVisible()
  await page.getByRole('button', { name: 'Leave' }).tap()
  await expect(page.getByRole('heading', { name: 'Send something back' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Send something back' })).toBeVisible()
})

test('the portal speaks Chinese in the dark, and tells why what is too late cannot be returned', async ({ stranger, axe, expectStatus }) => {
  const { number, email } = await order({ delivered: 90 })
  const page = await stranger({ ...phone, language: 'zh-CN', dark: true })
  expectStatus(401)
  await page.goto('/portal#not-a-token')
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByLabel('订单号').fill(number)
  await page.getByLabel('下单时的邮箱或手机号').fill(email)
  await page.getByRole('button', { name: '查找订单' }).tap()
  await page.getByRole('button', { name: '增加一件：Mug, stoneware' }).tap()
  await page.getByLabel('退货原因').selectOption({ label: '不喜欢/不合适' })
  await page.getByLabel('商品状况').selectOption('unopened')
  await page.getByLabel('自行送到网点').check()
  await axe(page, 'portal, order, Chinese, dark')
  await page.getByRole('button', { name: '核对申请' }).tap()
  await expect(page.getByText('以下原因无法退货')).toBeVisible()
  await expect(page.getByRole('button', { name: '提交申请' })).toHaveCount(0)
  await axe(page, 'portal, refused, Chinese, dark')
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  await page.getByRole('button', { name: 'English' }).tap()
  await expect(page.getByText('This cannot be returned:')).toBeVisible()
})
