// Pictures of every page in both languages for docs/screenshots, with what each
// of them loads. Runs by `make screenshots` only: it looks, and asserts little.
import { mkdirSync, writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { at, call, order, requested, upload } from './api'
import { expect, test } from './fixtures'

const folder = new URL('../../docs/screenshots/', import.meta.url).pathname
const languages = ['en', 'zh-CN'] as const
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

interface Figures { name: string; path: string; javascript: number; lcp: number }

/** Gzipped JavaScript of the page in bytes, and when its largest part was there, in ms. */
async function figures(page: Page): Promise<Omit<Figures, 'name' | 'path'>> {
  return page.evaluate(async () => {
    const javascript = (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => name.endsWith('.js')).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)
    const lcp = await new Promise<number>((seen) => {
      new PerformanceObserver((list) => seen(list.getEntries().at(-1)!.startTime)).observe({ type: 'largest-contentful-paint', buffered: true })
      setTimeout(() => seen(0), 500)
    })
    return { javascript, lcp }
  })
}

/** A shop in the middle of its day: a return in every state that somebody works on. */
async function busyDay() {
  const waiting = await requested({ evidence: [await upload()], customer: 'c-ana' })
  await requested({ quantity: 3, method: 'drop_off' })
  for (const status of ['approved', 'confirmed', 'pickup_scheduled', 'in_transit', 'received', 'inspected']) await at(status)
  const inspected = await at('inspected', { evidence: [await upload()] })
  const received = await at('received')
  const back = await at('received')
  await call('warehouse', 'POST', `${back.path}/inspect`, { lines: [{ line_no: 1, quantity: 2, condition: 'used', disposition: 'return_to_customer' }] })
  const sold = await order()
  const batch = await call<{ id: string }>('support', 'POST', '/batches', {
    name: 'Winter sale',
    returns: await Promise.all([1, 2, 3].map(async () => ({
      order_number: (await order()).number, method: 'drop_off', lines: [{ line_no: 1, quantity: 1, reason: 'late', condition: 'unopened' }],
    }))),
  })
  return { waiting, inspected, received, sold, batch }
}

test.describe.configure({ mode: 'serial' })
let day: Awaited<ReturnType<typeof busyDay>>
test.beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  day = await busyDay()
})

const loaded: Figures[] = []
for (const language of languages) {
  test(`the console in ${language}`, async ({ as, stranger }) => {
    test.setTimeout(900_000)
    const door = await stranger({ language })
    await door.goto('/sign-in')
    await shoot(door, 'sign-in', language)
    const pages: [name: string, path: string][] = [
      ['review', '/review?view=all'], ['returns', '/returns'], ['return', day.inspected.path], ['return-requested', day.waiting.path],
      ['orders', '/orders'], ['order', `/orders/${day.sold.number}`], ['new-return', `/new-return?order=${day.sold.number}`],
      ['warehouse', '/warehouse'], ['warehouse-return', `/warehouse?rma=${day.received.rma}`], ['logistics', '/logistics'], ['finance', '/finance'], ['reconcile', '/finance/reconcile'],
      ['stock', '/stock'], ['stock-movements', '/stock?view=movements'], ['batches', '/batches'], ['batch', `/batches/${day.batch.id}`], ['held', '/held'], ['strays', '/strays'],
      ['imports', '/imports'], ['complaints', '/complaints'], ['reports', '/reports'], ['reports-reasons', '/reports?report=reasons'],
      ['settings-reasons', '/settings/reasons'], ['settings-phrases', '/settings/phrases'], ['settings-policies', '/settings/policies?policy=plain-30'], ['settings-users', '/settings/users'],
      ['settings-tokens', '/settings/tokens'], ['settings-webhooks', '/settings/webhooks'], ['settings-messages', '/settings/messages'], ['help', '/help'],
    ]
    const page = await as('admin', { language })
    for (const [name, path] of pages) {
      await page.goto(path)
      await shoot(page, name, language)
      if (language === 'en') loaded.push({ name, path: path.replace(/RMA-[\w-]+|E-\w+|bat_\w+/, '…'), ...await figures(page) })
    }
    await page.goto('/help/guide')
    await page.getByRole('button', { name: { en: 'Lead me through it on the pages', 'zh-CN': '在页面上引导我完成' }[language] }).click()
    await expect(page.locator('.tour .ant-tour-panel')).toBeVisible()
    await shoot(page, 'tour', language)
    const dark = await as('reviewer', { language, dark: true })
    await dark.goto('/review?view=all')
    await shoot(dark, 'review-dark', language)
  })

  test(`the portal in ${language}`, async ({ stranger }) => {
    test.setTimeout(60_000)
    const page = await stranger({ language, ...phone })
    await page.goto('/portal')
    await shoot(page, 'portal-find', language)
    if (language === 'en') loaded.push({ name: 'portal-find', path: '/portal', ...await figures(page) })
    await page.locator('input').nth(0).fill(day.sold.number)
    await page.locator('input').nth(1).fill(day.sold.email)
    await page.locator('form button[type=submit]').first().tap()
    await expect(page.getByRole('heading', { name: day.sold.number })).toBeVisible()
    await shoot(page, 'portal-order', language)

    const { token } = await call<{ token: string }>('admin', 'POST', '/portal/access', { order_number: day.inspected.number, contact: day.inspected.email })
    const other = await stranger({ language, ...phone })
    await other.goto(`/portal#${token}`)
    await other.getByRole('button', { name: new RegExp(day.inspected.rma) }).tap()
    await expect(other.getByText(`${day.inspected.rma} ·`)).toBeVisible()
    await shoot(other, 'portal-return', language)
  })
}

test.afterAll(() => {
  const rows = loaded.map(({ name, path, javascript, lcp }) =>
    `| [${name}](${name}.en.jpg), [中文](${name}.zh-CN.jpg) | \`${path}\` | ${(javascript / 1024).toFixed(0)} | ${lcp.toFixed(0)} |`)
  writeFileSync(`${folder}README.md`, `# What the pages look like

Made by \`make screenshots\`, on returns that it opens for the purpose. JavaScript is what the page loads, compressed; the
largest part is when Chromium had painted it, in the same run, on a machine with two cores that had other work too.

| page | address | JavaScript, KB | largest part, ms |
|---|---|--:|--:|
${rows.join('\n')}

Besides: signing in ([English](sign-in.en.jpg), [中文](sign-in.zh-CN.jpg)), the review queue in the dark ([English](review-dark.en.jpg),
[中文](review-dark.zh-CN.jpg)), the guided first return ([English](tour.en.jpg), [中文](tour.zh-CN.jpg)), and on a customer's phone the order ([English](portal-order.en.jpg), [中文](portal-order.zh-CN.jpg)) and
the return ([English](portal-return.en.jpg), [中文](portal-return.zh-CN.jpg)).
`)
})

async function shoot(page: Page, name: string, language: string) {
  await expect(page.locator('h1').first()).toBeVisible()
  await expect(page.locator('.ant-skeleton, .ant-spin-spinning, [aria-busy=true]')).toHaveCount(0)
  await page.waitForFunction(() => document.fonts.status === 'loaded' && [...document.images].every((each) => each.complete) &&
    document.getAnimations().every((each) => each.playState !== 'running' || each.effect?.getTiming().iterations === Infinity))
  await page.screenshot({ path: `${folder}${name}.${language}.jpg`, type: 'jpeg', quality: 70 })
}
