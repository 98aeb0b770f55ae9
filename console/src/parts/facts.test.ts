// Every fact that the service can write into a verdict has words and a kind. The
// names are read from the Go code that writes them.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import en from '../locales/en/names'
import zh from '../locales/zh-CN/names'
import { formatters } from './format'
import { fromMinor, kinds } from './facts'

const root = new URL('../../..', import.meta.url).pathname
const word = (texts: object, fact: string) => fact.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], texts)

/** What package returns writes: Facts["days"] = …, and Facts: map[string]string{"sku": …}. */
function ofClauses() {
  const folder = join(root, 'returns')
  const code = readdirSync(folder).filter((name) => name.endsWith('.go') && !name.endsWith('_test.go')).map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
  const single = [...code.matchAll(/\bFacts\["(\w+)"\]/g)].map(([, fact]) => fact!)
  const literals = [...code.matchAll(/\bFacts: map\[string\]string\{([^}]*)\}/g)].flatMap(([, body]) => [...body!.matchAll(/"(\w+)": /g)].map(([, fact]) => fact!))
  return new Set([...single, ...literals])
}

/** What rules of the shop's own may look at. */
function ofRules() {
  const code = readFileSync(join(root, 'rules/facts.go'), 'utf8')
  const table = /^var variables = .*?\{\n(.*?)^\}/ms.exec(code)![1]!
  return new Set([...table.matchAll(/^\t"(\w+)": \{\n(.*?)^\t\},/gms)].flatMap(([, variable, fields]) => [...fields!.matchAll(/^\t\t"(\w+)": /gm)].map(([, field]) => `${variable}.${field}`)))
}

test('every fact that the service can write has words in both languages', () => {
  const clauses = ofClauses()
  const rules = ofRules()
  expect(clauses.size).toBeGreaterThan(9)
  expect(rules.size).toBeGreaterThan(25)
  expect([...clauses, ...rules].sort()).toEqual(Object.keys(kinds).sort())
  for (const fact of Object.keys(kinds)) {
    expect(word(en.fact, fact), `English for ${fact}`).toBeTypeOf('string')
    expect(word(zh.fact, fact), `Chinese for ${fact}`).toBeTypeOf('string')
  }
})

test('amounts of facts are minor units of the currency', () => {
  expect(fromMinor('1999', 'GBP')).toBe('19.99')
  expect(fromMinor('5', 'EUR')).toBe('0.05')
  expect(fromMinor('-5', 'EUR')).toBe('-0.05')
  expect(fromMinor('1999', 'JPY')).toBe('1999')
  expect(fromMinor('1999', 'KWD')).toBe('1.999')
})

test('a calendar day is the same day in every zone', () => {
  expect(formatters('en-GB').calendarDay('2026-01-08')).toBe('8 Jan 2026')
  expect(formatters('zh-CN').calendarDay('2026-01-08')).toBe('2026年1月8日')
})
