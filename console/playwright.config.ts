// The pages in a real Chromium, against the real service: see e2e/service.ts.
import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

/** Chromium as the machine has it; Playwright is never asked to download one. */
const chromium = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'].find((path) => path && existsSync(path))
if (!chromium) throw new Error('Chromium was not found: run scripts/install-chromium.sh, or set CHROMIUM to its path')

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/service.ts',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0, // a test that passes the second time has found something
  timeout: 240_000, // for machines that have more to do
  expect: { timeout: 30_000 },
  // Where frames are measured, nothing else may run: after all others. (Playwright takes no --grep-invert for what others wait for.)
  projects: process.env.SCREENSHOTS ? [{ name: 'screenshots', testMatch: 'screenshots.ts' }] : [
    { name: 'pages', testMatch: '*.spec.ts', testIgnore: 'rows.spec.ts', grepInvert: process.env.LEFT_OUT ? new RegExp(process.env.LEFT_OUT) : undefined },
    { name: 'frames', testMatch: 'rows.spec.ts', dependencies: ['pages'] },
  ],
  reporter: [['list'], ['./e2e/axe-report.ts']],
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: chromium, args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])] },
  },
})
