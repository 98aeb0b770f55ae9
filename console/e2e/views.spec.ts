// Filters that are kept under a name, for oneself and for the team.
import { expect, test } from './fixtures'

const fresh = () => `${process.env.TEST_WORKER_INDEX ?? 0}${(Date.now() % 10_000_000).toString(36)}`

test('a filter is saved for the team, which another colleague chooses, and its owner deletes', async ({ as, axe }) => {
  const name = `Waiting for goods ${fresh()}`
  const page = await as('support')
  await page.goto('/returns?status=in_transit,received&q=Ana')
  await page.getByRole('button', { name: 'Save this view' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('The whole team may use it').check()
  await axe(page, 'returns, save a view')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(`The view “${name}” is saved`)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Change this view' })).toBeVisible()

  const other = await as('reviewer')
  await other.goto('/returns')
  await other.getByLabel('Saved views').click()
  await other.getByTitle(name).click()
  await expect(other).toHaveURL(/status=in_transit%2Creceived$/)
  await expect(other.getByLabel('Remove').or(other.getByText('Received')).first()).toBeVisible()
  await other.getByRole('button', { name: 'Change this view' }).click()
  await expect(other.getByRole('dialog')).toContainText('What you save here is a view of your own')
  await expect(other.getByRole('dialog').getByRole('button', { name: 'Delete' })).toHaveCount(0)

  await page.getByRole('button', { name: 'Change this view' }).click()
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('status').filter({ hasText: `The view “${name}” is deleted` })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save this view' })).toBeVisible()
  await axe(page, 'returns, undo')
  await page.keyboard.press('z')
  await expect(page.getByText(`Undone: The view “${name}” is deleted`)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Change this view' })).toBeVisible()
  await other.reload()
  await expect(other.getByRole('button', { name: 'Change this view' })).toBeVisible()
})

test('the review queue keeps views of its own', async ({ as }) => {
  const name = `Late ones ${fresh()}`
  const page = await as('reviewer')
  await page.goto('/review?view=all&reason=late')
  await page.getByRole('button', { name: 'Save this view' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill(name)
  await page.keyboard.press('Enter')
  await expect(page.getByText(`The view “${name}” is saved`)).toBeVisible()
  await page.goto('/review')
  await page.getByLabel('Saved views').click()
  await page.getByTitle(name).click()
  await expect(page).toHaveURL(/view=all&reason=late/)
})
