// The door: who comes in lands on the page of their work; who may not stays out.
import { expect, test } from './fixtures'
import { service } from './service'

const lands: [string, RegExp][] = [
  ['admin', /\/review/], ['reviewer', /\/review/], ['finance', /\/finance|\/returns/], ['warehouse', /\/warehouse|\/returns/],
  ['logistics', /\/logistics|\/returns/], ['support', /\/returns/], ['auditor', /\/returns/],
]

test('each role signs in with its password and lands on its own page', async ({ stranger }) => {
  for (const [role, page] of lands) {
    const browser = await stranger()
    await browser.goto('/')
    await browser.getByLabel('User or e-mail').fill(`dev-${role}`)
    await browser.getByLabel('Password').fill(service().password)
    await browser.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(browser).toHaveURL(page)
    await expect(browser.getByRole('navigation').getByRole('menuitem').first()).toBeVisible()
    await browser.context().close()
  }
})

test('a wrong password is refused in words, and what was typed stays', async ({ stranger, expectStatus, axe }) => {
  const browser = await stranger()
  await browser.goto('/')
  await expect(browser).toHaveURL('/sign-in')
  await axe(browser, 'sign-in')
  expectStatus(401)
  await browser.getByLabel('User or e-mail').fill('somebody')
  await browser.getByLabel('Password').fill('not the password')
  await browser.keyboard.press('Enter')
  await expect(browser.getByRole('alert')).toContainText('do not fit together')
  await expect(browser.getByLabel('User or e-mail')).toHaveValue('somebody')
  await axe(browser, 'sign-in, refused')
})

test('a link to a page leads there after signing in, and signing out leads to the door', async ({ stranger }) => {
  const browser = await stranger()
  await browser.goto('/orders?q=none')
  await expect(browser).toHaveURL(/sign-in\?to=/)
  await browser.getByRole('button', { name: 'Support' }).click()
  await expect(browser).toHaveURL(/\/orders\?q=none/)
  await browser.getByRole('button', { name: /Dev support/ }).click()
  await browser.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(browser).toHaveURL(/sign-in/)
  await browser.goto('/orders')
  await expect(browser).toHaveURL(/sign-in/)
})

test('a page of another role says so', async ({ as, axe }) => {
  const browser = await as('finance')
  await browser.goto('/review')
  await expect(browser.getByText('This page is not for your role')).toBeVisible()
  await axe(browser, 'forbidden')
  await browser.goto('/nowhere')
  await expect(browser.getByText('There is no such page')).toBeVisible()
  await axe(browser, 'not found')
})

test('the door is in Chinese for who reads Chinese, and can be switched', async ({ stranger, axe }) => {
  const browser = await stranger({ language: 'zh-CN', dark: true })
  await browser.goto('/')
  await expect(browser.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(browser.getByRole('button', { name: '登录', exact: true })).toBeVisible()
  await axe(browser, 'sign-in, Chinese, dark')
  await browser.getByRole('button', { name: '语言' }).click()
  await browser.getByText('English').click()
  await expect(browser.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
})
