// The manual: the part of one's role first, and a first return to tick off.
import { expect, test } from './fixtures'

test('the manual opens at the part of one’s role, and leads to the pages it speaks of', async ({ as, axe }) => {
  const page = await as('warehouse')
  await page.goto('/stock')
  await expect(page.getByRole('heading', { name: 'Stock' })).toBeVisible()
  await page.keyboard.press('?')
  await page.getByRole('link', { name: 'The whole manual' }).click()
  await expect(page.getByRole('heading', { name: 'In the warehouse' })).toBeVisible()
  await axe(page, 'help')
  await page.getByRole('link', { name: 'warehouse page' }).click()
  await expect(page).toHaveURL(/\/warehouse/)
})

test('a first return is ticked off step by step, in either language', async ({ as, axe }) => {
  const page = await as('admin', { language: 'zh-CN' })
  await page.goto('/help')
  await page.getByRole('menuitem', { name: '第一个退货单' }).click()
  await expect(page).toHaveURL(/\/help\/guide/)
  const first = page.getByRole('checkbox').first()
  await first.check()
  await expect(page.getByText('已完成 1 / 8 步')).toBeVisible()
  await axe(page, 'help, first return')
  await page.reload()
  await expect(first).toBeChecked()
  await page.getByRole('button', { name: '重新开始' }).click()
  await expect(first).not.toBeChecked()
})
