import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { heightsOf } from './density'

test('compact rows are lower, by more the more lines they have', () => {
  expect(heightsOf('roomy', 1)).toEqual({ row: 38, head: 38, line: 22 })
  for (const lines of [1, 2, 3]) expect(heightsOf('compact', lines).row, `${lines} lines`).toBeLessThan(heightsOf('roomy', lines).row)
  expect(heightsOf('compact', 3).row - heightsOf('compact', 2).row).toBe(heightsOf('compact', 1).line)
})

test('no style sheet says a second time how high rows are', () => {
  const sheet = readFileSync(new URL('../parts/long.css', import.meta.url), 'utf8')
  expect(sheet).toContain('height: var(--row-height)')
  expect(/table[^{]*\{[^}]*[^-]height: \d/.exec(sheet)?.[0]).toBeUndefined()
})
