// The way into the portal beside the usual one: a link by mail.
import { order } from './api'
import { expect, test, type Look } from './fixtures'

const phone: Look = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

test('a link is mailed to the order’s address, and whether it is right is not said', async ({ stranger, axe }) => {
  const { number, email } = await order()
  const page = await stranger(phone)
  for (const contact of [email, 'eve@example.org']) {
    await page.goto('/portal')
    await page.getByLabel('Order number').fill(number)
    await page.getByLabel('E-mail or phone of the order').fill(contact)
    await page.getByRole('button', { name: 'Mail me a link instead' }).tap()
    await expect(page.getByRole('status')).toContainText('a link is on its way to the e-mail address of the order')
  }
  await axe(page, 'portal, a link by mail')
})
