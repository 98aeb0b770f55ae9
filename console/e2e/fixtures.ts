// Browsers that are signed in, and what holds for every page: nothing is logged
// as an error, no call fails that the test did not ask for, and axe is content.
import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect, type BrowserContextOptions, type Page } from '@playwright/test'
import { service } from './service'

type Role = 'admin' | 'reviewer' | 'finance' | 'warehouse' | 'logistics' | 'support' | 'auditor'

export interface Look extends BrowserContextOptions {
  language?: 'en' | 'zh-CN'
  dark?: boolean
}

interface Fixtures {
  /** A page in a browser of its own, signed in as the role's user of `backhaul dev`. */
  as: (role: Role, look?: Look) => Promise<Page>
  /** A page in a browser of its own where nobody is signed in. */
  stranger: (look?: Look) => Promise<Page>
  /** Says that answers with this status are wanted. */
  expectStatus: (status: number) => void
  /** Takes the network away, which makes calls fail, and gives it back. */
  network: (page: Page, there: boolean) => Promise<void>
  /** Fails on findings of axe, down to the least. */
  axe: (page: Page, name: string) => Promise<void>
}

export const test = base.extend<Fixtures & { watch: { open: (look?: Look) => Promise<Page>; wanted: Set<number | string> } }>({
  watch: async ({ browser }, use) => {
    const { base: baseURL } = service()
    const wrong: string[] = []
    const wanted = new Set<number | string>()
    const contexts: { close: () => Promise<void> }[] = []
    const open = async ({ language = 'en', dark, ...options }: Look = {}) => {
      const context = await browser.newContext({ baseURL, locale: language === 'en' ? 'en-GB' : 'zh-CN', colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce', ...options })
      contexts.push(context)
      const page = await context.newPage()
      page.on('pageerror', (error) => wrong.push(`${error.message} on ${page.url()}`))
      page.on('console', (said) => {
        if (said.type() !== 'error' && said.type() !== 'warning') return
        const status = /status of (\d+)/.exec(said.text())?.[1]
        if (status ? !wanted.has(Number(status)) : ![...wanted].some((each) => typeof each === 'string' && said.text().includes(each))) wrong.push(`${said.type()}: ${said.text()} on ${page.url()}`)
      })
      page.on('response', (response) => {
        if (response.status() >= 400 && !wanted.has(response.status())) wrong.push(`${response.status()} ${response.request().method()} ${response.url()}`)
      })
      page.on('requestfailed', (request) => {
        // A page that is left, or a query nobody waits for any more, gives its calls up.
        const why = request.failure()?.errorText ?? ''
        if (why !== 'net::ERR_ABORTED' && !wanted.has(why)) wrong.push(`${why} ${request.url()}`)
      })
      return page
    }
    await use({ open, wanted })
    for (const context of contexts) await context.close()
    expect(wrong, 'errors that the browser saw').toEqual([])
  },
  stranger: async ({ watch }, use) => use(watch.open),
  as: async ({ watch }, use) => {
    await use(async (role, look) => {
      const page = await watch.open(look)
      const { password } = service()
      const answer = await page.request.post('/v1/session', { data: { login: `dev-${role}`, password }, headers: { 'Sec-Fetch-Site': 'same-origin' } })
      expect(answer.status(), `signing in as ${role}`).toBe(200)
      return page
    })
  },
  expectStatus: async ({ watch }, use) => use((status) => void watch.wanted.add(status)),
  network: async ({ watch }, use) => use(async (page, there) => {
    watch.wanted.add('net::ERR_INTERNET_DISCONNECTED')
    await page.context().setOffline(!there)
  }),
  axe: async ({}, use, info) => {
    await use(async (page, name) => {
      await expect(page.getByRole('heading', { level: 1 }).first(), `${name} is there`).toBeAttached()
      await page.waitForFunction(() => document.getAnimations().every((each) => each.playState !== 'running' || each.effect?.getTiming().iterations === Infinity))
      const { violations, passes } = await new AxeBuilder({ page }).analyze()
      const found = violations.map(({ id, impact, nodes }) => ({ id, impact, where: nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary?.split('\n')[1]?.trim()}`) }))
      info.annotations.push({ type: 'axe', description: JSON.stringify({ name, passes: passes.length, findings: found.map(({ id, impact }) => `${impact} ${id}`) }) })
      expect(found, `axe on ${name}`).toEqual([])
    })
  },
})

export { expect }
