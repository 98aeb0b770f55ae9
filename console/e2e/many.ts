// A service of its own with thousands of returns, as `backhaul generate` makes
// them: beside the other tests they would be in everybody's way. It has no
// Temporal; lists need none.
import { spawn } from 'node:child_process'
import type { Page } from '@playwright/test'

const root = new URL('../..', import.meta.url).pathname
const password = 'lists of any length'

const script = `
export DATABASE_URL="$BACKHAUL_TEST_DATABASE_URL"
bin/backhaul generate --returns="$RETURNS"
echo '${password}' | bin/backhaul users add rows --role=support --password-stdin
exec bin/backhaul serve --http-addr=127.0.0.1:0 --temporal-address=127.0.0.1:1`

export interface Many {
  base: string
  stop: () => Promise<void>
}

export async function many(returns: number): Promise<Many> {
  const running = process.env.BACKHAUL_E2E_MANY // for those who write this test
  if (running) return { base: running, stop: async () => {} }
  const stack = spawn('bin/devstack', ['exec', '--postgres-only', '--', 'bash', '-euo', 'pipefail', '-c', script], {
    cwd: root, env: { ...process.env, RETURNS: String(returns) }, stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = new Promise<void>((over) => stack.on('exit', () => over()))
  let said = ''
  const base = await new Promise<string>((found, failed) => {
    const hear = (text: Buffer) => {
      said += text.toString()
      const address = /the API is up.*(http:\/\/127[\d.:]+)/.exec(said)?.[1]
      if (address) found(address)
    }
    stack.stdout.on('data', hear)
    stack.stderr.on('data', hear)
    stack.on('error', failed)
    stack.on('exit', (code) => failed(new Error(`the service with ${returns} returns ended with ${code}:\n${said}`)))
  })
  return { base, stop: () => (stack.kill('SIGTERM'), gone) }
}

/** Signs the page's browser in there. */
export async function enter(page: Page, { base }: Many) {
  const answer = await page.request.post(`${base}/v1/session`, { data: { login: 'rows', password }, headers: { 'Sec-Fetch-Site': 'same-origin' } })
  if (!answer.ok()) throw new Error(`signing in: ${answer.status()} ${await answer.text()}`)
}
