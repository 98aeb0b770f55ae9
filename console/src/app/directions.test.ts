// Pages can be turned round for languages that are written from the right: style
// sheets and components speak of start and end, and not of left and right.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folders = [new URL('..', import.meta.url).pathname, new URL('../../portal', import.meta.url).pathname]
const files = (end: RegExp) => folders.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))).filter((name) => end.test(name))

/** What of a style sheet names a side of the screen, or gives the two sides of a box in one breath. */
function sides(sheet: string) {
  const found: string[] = []
  for (const [, property, value] of sheet.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/([\w-]+)\s*:\s*([^;{}]+)/g)) {
    const four = value!.replace('!important', '').trim().split(/\s+(?![^(]*\))/)
    const uneven = /^(margin|padding|inset|scroll-margin|scroll-padding|border-(width|style|color))$/.test(property!) && four.length === 4 && four[1] !== four[3]
    const corners = property === 'border-radius' && four.length > 1 && new Set(four).size > 1
    const physical = /(^|-)(left|right)(-|$)/.test(property!) || /^(text-align|float|clear)$/.test(property!) && /^(left|right)\b/.test(value!)
    if (uneven || corners || physical) found.push(`${property}: ${value!.trim()}`)
  }
  return found
}

test('the check sees what it is for', () => {
  expect(sides('a { margin-left: 1px; left: 0; text-align: right; padding: 1px 2px 1px 0; border-top-left-radius: 3px; inset: 0 calc(1px + 2px) 0 0 } b:hover { float: right !important }')).toHaveLength(7)
  expect(sides('a { margin-inline-start: 1px; inset-inline-end: 0; text-align: start; padding: 1px 2px; margin: 0 1px 2px 1px } /* left: 1px */ @media (max-width: 9px) { b { border-radius: 4px } }')).toEqual([])
})

test('no style sheet names left or right', () => {
  const sheets = files(/\.css$/)
  expect(sheets.length).toBeGreaterThan(5)
  for (const sheet of sheets) expect(sides(readFileSync(sheet, 'utf8')), sheet).toEqual([])
})

test('no component sets a left or a right by itself', () => {
  const physical = /\b(margin|padding|border|scrollMargin|scrollPadding)(Left|Right)\b|\btextAlign: ?['"](left|right)|\bfloat: ?['"]|style=\{\{[^}]*\b(left|right):/
  for (const file of files(/\.tsx$/)) expect(physical.exec(readFileSync(file, 'utf8'))?.[0], file).toBeUndefined()
})
