// Batches from the upload to the last row: a wrong row stops none of the good
// ones, a batch is stopped and goes on, and one review is answered row by row.
import type { Page } from '@playwright/test'
import type { Schemas } from '../src/api/client'
import { call, order } from './api'
import { expect, test } from './fixtures'

type Batch = Schemas['Batch']

const damaged = { line_no: 1, quantity: 1, reason: 'damaged', condition: 'damaged' }
const batchOf = (page: Page) => /\/batches\/([\w-]+)/.exec(page.url())![1]!
const row = (page: Page, number: number) => page.getByRole('region', { name: 'Rows' }).last().getByRole('row').nth(number)

test('a table with two wrong rows is uploaded: both are named, and the good ones go on', async ({ as, axe }) => {
  const [first, second, third] = [await order(), await order(), await order()]
  const table = [
    'order_number,line_no,quantity,reason,condition',
    `${first.number},1,1,damaged,damaged`,
    `${first.number},1,many,damaged,damaged`, // nobody can read it
    `${third.number},1,99,damaged,damaged`, // more than was bought
    `${second.number},1,2,damaged,damaged`,
  ].join('\n')
  const page = await as('support')
  await page.goto('/batches')
  await page.getByRole('button', { name: 'New batch' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('input[type=file]').setInputFiles({ name: 'prices.pdf', mimeType: 'application/pdf', buffer: Buffer.from('no') })
  await expect(dialog).toContainText('prices.pdf is neither CSV nor XLSX')
  await dialog.locator('input[type=file]').setInputFiles({ name: 'Cracked mugs.csv', mimeType: 'text/csv', buffer: Buffer.from(table) })
  await expect(dialog.getByLabel('Name of the batch')).toHaveValue('Cracked mugs')
  await axe(page, 'batches, upload')
  await dialog.getByRole('button', { name: 'Start the batch' }).click()
  await expect(page).toHaveURL(/\/batches\/[\w-]+$/)
  await expect(page.getByRole('status', { name: 'Progress' })).toContainText('2 opened · 2 failed · 0 cancelled · 0 waiting')
  await page.getByRole('button', { name: 'Only failed rows' }).click()
  await expect(row(page, 1)).toContainText('3') // as the spreadsheet counts
  await expect(row(page, 1)).toContainText('quantity: ')
  await expect(row(page, 1)).toContainText('many')
  await expect(row(page, 2)).toContainText('4')
  await expect(row(page, 2)).toContainText('quantity: ')
  await axe(page, 'batch, failed rows')
  const { items } = await call<{ items: Schemas['Return'][] }>('support', 'GET', `/returns?order=${second.number}`)
  expect(items.map(({ lines }) => lines[0]!.quantity)).toEqual([2])
})

test('a running batch is paused, goes on, and is cancelled with the rest undone', async ({ as }) => {
  const { number } = await order({ quantity: 1500 })
  const returns = Array.from({ length: 1500 }, () => ({ order_number: number, method: 'drop_off', lines: [damaged] }))
  const { id } = await call<Batch>('support', 'POST', '/batches', { name: `Many of ${number}`, returns })
  const page = await as('support')
  await page.goto(`/batches/${id}`)
  const counts = async () => (await call<Batch>('support', 'GET', `/batches/${id}`)).progress
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(page.getByText('The batch pauses')).toBeVisible()
  await expect(page.getByText('Paused', { exact: true })).toBeVisible()
  // What was begun is brought to its end; nothing new begins.
  let before = -1
  await expect.poll(async () => {
    const { done } = await counts()
    const still = done === before
    before = done
    return still
  }, { intervals: [700] }).toBe(true)
  expect(before).toBeLessThan(1500)
  await page.getByRole('button', { name: 'Go on', exact: true }).click()
  await expect.poll(async () => (await counts()).done).toBeGreaterThan(before)
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(page.getByText('Cancelled', { exact: true }).first()).toBeVisible()
  await expect.poll(async () => (await counts()).waiting).toBe(0)
  const after = await counts()
  expect(after.cancelled).toBeGreaterThan(0)
  expect(after.done + after.cancelled).toBe(1500)
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toHaveCount(0)
})

test('one review is answered row by row, also where it cannot be taken', async ({ as, axe }) => {
  const { number } = await order()
  const { id } = await call<Batch>('support', 'POST', '/batches', {
    name: `Three of ${number}`, returns: Array.from({ length: 3 }, () => ({ order_number: number, method: 'drop_off', lines: [damaged] })),
  })
  const rows = async () => (await call<{ items: Schemas['BatchRow'][] }>('support', 'GET', `/batches/${id}/rows`)).items
  await expect.poll(async () => (await rows()).every(({ outcome }) => outcome === 'opened')).toBe(true)
  await call('support', 'POST', `/returns/${(await rows())[1]!.rma_number}/cancel`, { reason: 'She keeps it.' })

  const page = await as('reviewer')
  await page.goto(`/batches/${id}`)
  await expect(page.getByText('All 3 opened rows')).toBeVisible()
  await page.getByRole('button', { name: 'Review', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Reject', { exact: true }).click()
  await dialog.getByRole('button', { name: 'Decide' }).click()
  await expect(dialog).toContainText('This is needed.') // customers read why
  await dialog.getByText('Approve', { exact: true }).click()
  await dialog.getByLabel('Only those in this status').hover()
  await dialog.locator('.ant-select-clear').click()
  await axe(page, 'batch, review')
  await dialog.getByRole('button', { name: 'Decide' }).click()
  await expect(page.getByText('2 of 3 taken, 1 refused, 0 waiting')).toBeVisible()
  await expect(row(page, 1)).toContainText('Approved')
  await expect(row(page, 1)).toContainText('Review: taken')
  await expect(row(page, 2)).toContainText('Cancelled')
  await expect(row(page, 2)).toContainText('Review: refused')
  await expect(row(page, 3)).toContainText('Review: taken')

  // Only the chosen ones are confirmed.
  await page.getByLabel('Choose row 3').check()
  await page.getByRole('button', { name: 'Confirm', exact: true }).click()
  await expect(dialog).toContainText('For: 1 row chosen')
  await dialog.getByRole('button', { name: 'Decide' }).click()
  await expect(row(page, 3)).toContainText('Confirm: taken')
  await expect(row(page, 1)).not.toContainText('Confirm')
  expect(batchOf(page)).toBe(id)
})
