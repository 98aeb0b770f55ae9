// Every page of the console in both languages, light and dark, wide and on a
// phone: readable for axe, with nothing wider than the screen.
import { at, order, upload } from './api'
import { expect, test, type Look } from './fixtures'

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const looks: [string, Look][] = [
  ['English, dark', { dark: true }], ['Chinese', { language: 'zh-CN' }],
  ['Chinese, dark, phone', { language: 'zh-CN', dark: true, ...phone }], ['English, phone', phone],
]

const parts = ['of the queues', 'of returns and orders', 'of stock and figures', 'of settings'] as const

for (const [name, look] of looks) for (const part of parts) {
  test(`the pages ${part} are readable: ${name}`, async ({ as, axe }) => {
    const { number } = await order()
    const { path } = await at('inspected', { evidence: [await upload()] })
    const page = await as('admin', look)
    const pages = {
      'of the queues': ['/review?view=all', '/finance', '/finance/reconcile', '/warehouse', '/logistics', '/returns'],
      'of returns and orders': [path, '/orders', `/orders/${number}`, `/new-return?order=${number}`, '/new-return'],
      'of stock and figures': ['/stock', '/stock?view=movements', '/reports', '/batches', '/imports', '/complaints'],
      'of settings': ['/settings/reasons', '/settings/policies?policy=plain-30', '/settings/messages', '/settings/phrases', '/settings/users', '/settings/tokens', '/settings/webhooks', '/help', '/help/guide', '/strays?view=all', '/held'],
    }
    for (const each of pages[part]) {
      await page.goto(each)
      await expect(page.locator('h1').first()).toBeVisible()
      await expect(page.locator('.ant-skeleton')).toHaveCount(0)
      if (look.language === 'zh-CN') await expect(page.locator('h1, .ant-menu-item').first()).toContainText(/\p{Script=Han}|RMA|E-/u)
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${each} is no wider than the screen`).toBeLessThanOrEqual(0)
      await axe(page, `${each.replace(/RMA-[\w-]+|E-\w+/, '…')}, ${name}`)
    }
  })
}

test('dark and language are kept', async ({ as }) => {
  const page = await as('support')
  await page.goto('/returns')
  await page.getByRole('button', { name: 'Switch to dark colors' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-mode', 'dark')
  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByText('简体中文').click()
  await expect(page.getByRole('heading', { name: '退货' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: '退货' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-mode', 'dark')
})

test('what was entered stays when the rest of the language comes late', async ({ as }) => {
  const page = await as('admin')
  let come = () => {}
  const late = new Promise<void>((done) => (come = done))
  await page.route(/\/assets\/en_GB-/, async (route) => {
    await late
    await route.continue()
  })
  await page.goto('/imports?kind=orders', { waitUntil: 'commit' })
  await page.locator('input[type=file]').setInputFiles({ name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from('order_number,sku,quantity,unit_price\n') })
  await page.getByLabel('Currency').fill('GBP')
  const came = page.waitForResponse(/\/assets\/en_GB-/)
  come()
  const address = (await came).url()
  await page.evaluate(async (module) => { // it is there, and drawn
    await import(module)
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
  }, address)
  await expect(page.getByLabel('Currency')).toHaveValue('GBP')
  await expect(page.getByText('orders.csv')).toBeVisible()
})

test('without the network the page says so, and goes on by itself', async ({ as, network }) => {
  const page = await as('support')
  await page.goto('/returns')
  await expect(page.getByRole('heading', { name: 'Returns' })).toBeVisible()
  await network(page, false)
  await expect(page.getByText('The server cannot be reached')).toBeVisible()
  await network(page, true)
  await expect(page.getByText('The server cannot be reached')).toBeHidden({ timeout: 20_000 })
})
