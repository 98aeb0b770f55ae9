// The review queue, worked through from the keyboard, and two people at once.
import type { Page } from '@playwright/test'
import { requested, upload } from './api'
import { expect, test } from './fixtures'

/** Three requests of one order's customer, so that a search shows them alone. */
async function three() {
  const customer = `c-${Math.random().toString(36).slice(2)}`
  const all = []
  for (let made = 0; made < 3; made++) all.push(await requested({ customer }))
  return { customer, rmas: all.map(({ rma }) => rma) }
}

const queue = (page: Page) => page.locator('.queue-item')
const shown = (page: Page) => page.locator('.case h2')

test('a reviewer moves with j and k, approves with a, asks with i, rejects with r', async ({ as, axe }) => {
  const { customer, rmas } = await three()
  const page = await as('reviewer')
  await page.goto(`/review?q=${encodeURIComponent(customer)}`)
  await expect(queue(page)).toHaveCount(3)
  await expect(shown(page)).toHaveText(rmas[0]!)
  await axe(page, 'review queue')
  await page.keyboard.press('j')
  await expect(shown(page)).toHaveText(rmas[1]!)
  await expect(page).toHaveURL(new RegExp(`rma=${rmas[1]}`))
  await page.keyboard.press('k')
  await expect(shown(page)).toHaveText(rmas[0]!)

  await page.keyboard.press('a')
  await expect(page.getByRole('dialog')).toContainText(`Approve ${rmas[0]}?`)
  await expect(page.getByRole('dialog')).toContainText('£20.00')
  await axe(page, 'review queue, approve')
  await page.keyboard.press('Enter')
  await expect(page.getByText(`${rmas[0]} approved`, { exact: true })).toBeVisible()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(shown(page)).toHaveText(rmas[1]!)

  await page.keyboard.press('i')
  await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused()
  await page.keyboard.type('Please send a photo of the box.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(`Question sent for ${rmas[1]}`)).toBeVisible()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(shown(page)).toHaveText(rmas[2]!)

  await page.keyboard.press('r')
  await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog')).toContainText('This is needed.')
  await page.keyboard.type('The handle was broken on purpose.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(`${rmas[2]} rejected`, { exact: true })).toBeVisible()
  await expect(page.getByText('Nothing waits for you here')).toBeVisible()
  await axe(page, 'review queue, empty')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toContainText('Ask the customer')
  await axe(page, 'shortcuts')
})

test('a key counts while a dialog is still fading, and Enter presses the button that has the cursor', async ({ as }) => {
  const { customer, rmas } = await three()
  const page = await as('reviewer', { reducedMotion: 'no-preference' })
  await page.goto(`/review?q=${encodeURIComponent(customer)}`)
  await expect(shown(page)).toHaveText(rmas[0]!)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toContainText('Ask the customer')
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await expect(shown(page)).toHaveText(rmas[1]!)

  await page.keyboard.press('x')
  await page.getByRole('button', { name: 'Approve all chosen' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toContainText('Approve')
  await page.keyboard.press('Escape')
  await page.locator('.queue-open[aria-current="true"]').focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/returns/${rmas[1]}`))
})

test('a new request appears by itself, with its photos', async ({ as }) => {
  const customer = `c-${Math.random().toString(36).slice(2)}`
  const page = await as('reviewer')
  await page.goto(`/review?q=${encodeURIComponent(customer)}`)
  await expect(page.getByText('Nothing waits for you here')).toBeVisible()
  await expect(page.getByRole('status', { name: 'Live: changes appear by themselves' })).toBeVisible()
  const { rma } = await requested({ customer })
  await expect(shown(page)).toHaveText(rma)
})

test('photos are zoomed and turned from the keyboard, and two are compared side by side', async ({ as, axe }) => {
  const { rma } = await requested({ evidence: [await upload(), await upload(), await upload()] })
  const page = await as('reviewer')
  await page.goto(`/review?rma=${rma}`)
  await expect(page.getByAltText('Photo 1 of 3').first()).toBeVisible()
  await page.keyboard.press('?')
  for (const does of ['Look at the photos', 'In a photo: nearer', 'In a photo: turn it to the right', 'Two photos side by side']) await expect(page.getByRole('dialog')).toContainText(does)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()

  await page.keyboard.press('p')
  const alone = page.locator('.ant-image-preview-img')
  await expect(alone).toBeVisible()
  const shape = async () => {
    const { a, b } = await alone.evaluate((image) => { const { a, b } = new DOMMatrix(getComputedStyle(image).transform); return { a, b } })
    return { scale: Math.round(Math.hypot(a, b) * 10) / 10, turn: Math.round((Math.atan2(b, a) * 180) / Math.PI) }
  }
  await expect.poll(shape).toEqual({ scale: 1, turn: 0 })
  await page.keyboard.press('+')
  await expect.poll(async () => (await shape()).scale).toBeGreaterThan(1)
  await page.keyboard.press(']')
  await expect.poll(async () => (await shape()).turn).toBe(90)
  await page.keyboard.press('0')
  await expect.poll(shape).toEqual({ scale: 1, turn: 0 })
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('.ant-image-preview')).toContainText('2 / 3')
  await page.keyboard.press('Escape')
  await expect(page.locator('.ant-image-preview')).toBeHidden()

  await page.keyboard.press('d')
  const dialog = page.getByRole('dialog', { name: 'Two photos side by side' })
  await expect(dialog.getByRole('region', { name: 'Photo 1 of 3' })).toBeVisible()
  await expect(dialog.getByRole('region', { name: 'Photo 2 of 3' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Nearer: Left photo' }).click()
  const wide = (side: string) => dialog.getByRole('region', { name: side }).evaluate((pane) => pane.scrollWidth > pane.clientWidth)
  expect([await wide('Photo 1 of 3'), await wide('Photo 2 of 3')]).toEqual([true, false])
  await dialog.getByRole('button', { name: 'Turn to the right: Right photo' }).click()
  await expect(dialog.getByAltText('Photo 2 of 3')).toHaveCSS('transform', 'matrix(0, 1, -1, 0, 0, 0)')
  await dialog.getByLabel('Right photo').getByRole('combobox').click()
  await page.getByTitle('Photo 3', { exact: true }).click()
  await expect(dialog.getByAltText('Photo 3 of 3')).toBeVisible()
  await axe(page, 'two photos side by side')
})

test('several are approved at once, with a result for each', async ({ as }) => {
  const { customer, rmas } = await three()
  const page = await as('admin')
  await page.goto(`/review?q=${encodeURIComponent(customer)}`)
  for (const rma of rmas) await page.getByLabel(`Choose ${rma} for several at once`).check()
  await page.getByRole('button', { name: 'Approve all chosen' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click()
  await expect(page.getByRole('dialog')).toContainText('3 of 3 approved')
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByText('Nothing waits for you here')).toBeVisible()
})

test('of two people who decide on one return, the second is told who was first', async ({ as, expectStatus, axe }) => {
  const { rma } = await requested()
  const [first, second] = [await as('reviewer'), await as('admin')]
  for (const page of [first, second]) {
    await page.goto(`/returns/${rma}`)
    await page.getByRole('button', { name: 'Approve', exact: true }).click()
    await expect(page.getByRole('dialog')).toContainText(`Approve ${rma}?`)
  }
  expectStatus(409)
  await first.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await expect(first.getByText(`${rma} approved`, { exact: true })).toBeVisible()
  await second.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await expect(second.getByRole('dialog').getByRole('alert')).toContainText('Dev reviewer was first: approved')
  await axe(second, 'overtaken')
  await second.getByRole('button', { name: 'Show how it stands now' }).click()
  await expect(second.locator('.return-head')).toContainText('Approved')
})

test('a return is assigned to a colleague, who finds it in theirs, and is released', async ({ as, axe }) => {
  const customer = `c-${Math.random().toString(36).slice(2)}`
  const { rma } = await requested({ customer })
  const page = await as('admin')
  await page.goto(`/review?view=free&q=${customer}`)
  await expect(shown(page)).toHaveText(rma)
  await page.keyboard.press('h')
  const picker = page.getByLabel('In whose hands it is')
  await expect(page.locator('.ant-select-item-option').first()).toHaveText('Me (Dev admin)')
  await picker.fill('dev rev')
  await expect(page.locator('.ant-select-item-option')).toHaveCount(1)
  await axe(page, 'review queue, assign')
  await page.keyboard.press('Enter')
  await expect(page.getByText(`${rma} is in the hands of Dev reviewer`)).toBeVisible()
  await expect(page.getByText('Nothing waits for you here')).toBeVisible()

  const other = await as('reviewer')
  await other.goto(`/review?view=mine&q=${customer}`)
  await expect(shown(other)).toHaveText(rma)
  await other.getByLabel('In whose hands it is').click()
  await other.getByTitle('Nobody: release it').click()
  await expect(other.getByText(`${rma} is in nobody's hands`)).toBeVisible()
  await expect(queue(other)).toHaveCount(0)
  await other.getByRole('button', { name: 'Undo' }).click()
  await expect(other.getByText(`Undone: ${rma} is in nobody's hands`)).toBeVisible()
  await expect(shown(other)).toHaveText(rma)
  await other.getByLabel('In whose hands it is').click()
  await other.getByTitle('Nobody: release it').click()
  await expect(queue(other)).toHaveCount(0)

  await page.goto(`/returns/${rma}`)
  await page.getByRole('group', { name: 'What you can do' }).getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Assign' }).click()
  await page.getByRole('dialog').getByLabel('Colleague').fill('dev reviewer')
  await page.getByTitle('Dev reviewer (dev-reviewer)').click()
  await axe(page, 'return, assign')
  await page.getByRole('dialog').getByRole('button', { name: 'Assign' }).click()
  await expect(page.locator('.return-head')).toContainText('In the hands of Dev reviewer')
})
