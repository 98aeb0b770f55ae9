// Rows that stand closer together, for whoever would see more of them at once.
import type { Page } from '@playwright/test'
import { requested } from './api'
import { expect, test } from './fixtures'

const choose = async (page: Page, words: string) => {
  await page.getByRole('button', { name: /Dev reviewer/ }).click()
  await page.getByRole('menuitem', { name: words }).click()
}
const heightOf = (page: Page, what: string) => page.locator(what).first().evaluate((each) => each.getBoundingClientRect().height)

test('a reviewer sees more rows in the same room, also after a reload', async ({ as, axe }) => {
  for (let made = 0; made < 3; made++) await requested()
  const page = await as('reviewer')
  const row = '.long-frame tr[data-index]'
  await page.goto('/returns')
  await expect(page.locator(row).first()).toBeVisible()
  expect(await heightOf(page, row)).toBe(38)
  await choose(page, 'Show rows closer together')
  await expect.poll(() => heightOf(page, row)).toBe(28)
  await axe(page, 'returns, compact')
  await page.reload()
  await expect(page.locator(row).first()).toBeVisible()
  expect(await heightOf(page, row)).toBe(28)

  // The queue as well, and every list in which rows have several lines.
  await page.goto('/review')
  await expect(page.locator('.queue-item').first()).toBeVisible()
  const compact = await heightOf(page, '.queue-item')
  await axe(page, 'review queue, compact')
  await choose(page, 'Show rows farther apart')
  await expect.poll(() => heightOf(page, '.queue-item')).toBeGreaterThan(compact + 15)
  await page.goto('/strays?view=all')
  await expect(page.getByRole('heading', { name: 'Unexpected goods' })).toBeVisible()
  await page.goto('/returns')
  await expect(page.locator(row).first()).toBeVisible()
  expect(await heightOf(page, row)).toBe(38)
})

test('rows of several lines are exactly as high as is counted with', async ({ as }) => {
  const page = await as('admin')
  for (const [path, roomy, compact] of [['/settings/users', 60, 46], ['/returns', 38, 28]] as const) {
    await page.goto(path)
    const rows = page.locator('.long-frame tr[data-index]')
    await expect(rows.first()).toBeVisible()
    const heights = () => rows.evaluateAll((all) => [...new Set(all.map((each) => each.getBoundingClientRect().height))])
    expect(await heights(), path).toEqual([roomy])
    await page.getByRole('button', { name: /Dev admin/ }).click()
    await page.getByRole('menuitem', { name: 'Show rows closer together' }).click()
    await expect.poll(heights, path).toEqual([compact])
    await page.getByRole('button', { name: /Dev admin/ }).click()
    await page.getByRole('menuitem', { name: 'Show rows farther apart' }).click()
    await expect.poll(heights, path).toEqual([roomy])
  }
})
