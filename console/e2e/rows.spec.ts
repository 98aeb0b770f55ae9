// Ten thousand returns in one list: it scrolls without stuttering from the newest
// to the oldest, holds few rows at a time, and is where one left it.
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { enter, many, type Many } from './many'

const count = 10_000
let service: Many

test.beforeAll(async () => {
  service = await many(count)
})
test.afterAll(() => service?.stop())

/** Scrolls by so many pixels a frame, 90 times, and says how long the middle frame took, in milliseconds. */
const paceOf = (page: Page, frame: string, step: number) => page.evaluate(async ([frame, step]) => {
  const scrolled = document.querySelector(frame)!
  const times: number[] = []
  for (let last = await new Promise(requestAnimationFrame); times.length < 90;) {
    scrolled.scrollTop += step
    const now = await new Promise(requestAnimationFrame)
    times.push(now - last)
    last = now
  }
  return times.sort((a, b) => a - b)[45]!
}, [frame, step] as const)

/** Puts a list beside the real one that is only HTML, twenty times what is in sight: the machine's own pace. */
const addPlain = (page: Page) => page.evaluate(() => {
  const plain = document.querySelector('.long-frame')!.cloneNode(true) as HTMLElement
  plain.classList.add('only-html')
  const body = plain.querySelector('tbody')!
  body.querySelectorAll('.long-gap').forEach((gap) => gap.remove())
  const rows = [...body.children]
  for (let times = 1; times < 20; times++) body.append(...rows.map((row) => row.cloneNode(true)))
  document.querySelector('.long-frame')!.before(plain)
})

/** Scrolls to the end, as fast as rows come and are drawn; says what was seen on the way. */
const race = (page: Page) => page.evaluate(async (wanted) => {
  const frame = document.querySelector('.long-frame')!
  const seen = new Set<string>()
  const tasks: number[] = []
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })
  let mostRows = 0
  const inSight = () => {
    const { top, bottom } = frame.getBoundingClientRect()
    const rows = [...frame.querySelectorAll('tbody tr:not(.long-gap)')].map((row) => ({ ...row.getBoundingClientRect().toJSON(), busy: row.ariaBusy === 'true' }))
    return rows.length > 0 && rows[0]!.top <= top + 60 && rows.at(-1)!.bottom >= bottom - 60 && !rows.some((row) => row.busy && row.top < bottom && row.bottom > top)
  }
  const began = performance.now()
  frame.scrollTop = 0
  while (seen.size < wanted && performance.now() - began < 150_000) {
    await new Promise(requestAnimationFrame)
    for (const link of frame.querySelectorAll('tbody td:first-child a')) seen.add(link.textContent!)
    mostRows = Math.max(mostRows, frame.querySelectorAll('tbody tr').length)
    if (inSight()) frame.scrollTop += frame.clientHeight + 200 // and what is drawn above and below it
  }
  return { seen: seen.size, mostRows, longest: Math.max(0, ...tasks), seconds: Math.round((performance.now() - began) / 1000) }
}, count)

test('ten thousand returns scroll smoothly to the last, and Back leads to where one was', async ({ stranger, axe }, info) => {
  const page = await stranger()
  await enter(page, service)
  const oldest = await page.request.get(`${service.base}/v1/returns?sort=opened_at&limit=1`)
  const [{ rma_number: last }] = (await oldest.json()).items
  await page.goto(`${service.base}/returns`)
  const list = page.getByRole('region', { name: 'Returns' })
  await expect(list.getByRole('link', { name: /^RMA-/ }).first()).toBeVisible()
  await expect(page.getByText('100 so far; more come as you scroll')).toBeVisible()
  await axe(page, 'returns, many')

  const found = await race(page)
  expect(found.seen, JSON.stringify(found)).toBe(count)
  expect(found.mostRows).toBeLessThan(200)
  await expect(list.getByRole('link', { name: last, exact: true })).toBeVisible()
  await expect(page.getByText('All 10,000 shown')).toBeVisible()
  await expect(list.getByRole('table')).toHaveAttribute('aria-rowcount', String(count + 1))
  await axe(page, 'returns, the last of many')

  // Smooth is what scrolls nearly as a page without any program does, wherever in the list, or thirty times a second.
  const atTheEnd = await paceOf(page, '.long-frame', -120)
  await list.evaluate((frame) => { frame.scrollTop = 0 })
  const atTheTop = await paceOf(page, '.long-frame', 120)
  await addPlain(page)
  const plain = await paceOf(page, '.only-html', 120)
  await page.locator('.only-html').evaluate((each) => each.remove())
  const told = JSON.stringify({ ...found, plain, atTheTop, atTheEnd })
  info.annotations.push({ type: 'frames', description: told })
  const smooth = Math.max(34, 2 * plain)
  expect(Math.max(atTheTop, atTheEnd), told).toBeLessThan(smooth)
  expect(found.longest, told).toBeLessThan(Math.max(500, 10 * plain))

  // The keyboard scrolls too, and what was there before is there at once.
  await list.focus()
  await page.keyboard.press('Home')
  await expect(list.locator('tr[aria-rowindex="2"] a').first()).toBeVisible()
  await list.evaluate((frame) => { frame.scrollTop = 190_000 })
  const middle = list.locator('tr[aria-rowindex="5010"] a').first()
  const rma = await middle.textContent()
  const top = await middle.evaluate((link) => link.getBoundingClientRect().top)
  await middle.click()
  await expect(page.getByRole('heading', { name: rma! })).toBeVisible()
  await page.goBack()
  const again = list.getByRole('link', { name: rma!, exact: true })
  await expect(again).toBeVisible()
  expect(await again.evaluate((link) => link.getBoundingClientRect().top)).toBe(top)
})
