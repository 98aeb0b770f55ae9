// Every language has every text, nobody writes texts into components, and every
// machine name of the contract has a name.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import portalEn from '../../portal/locales/en'
import portalZh from '../../portal/locales/zh-CN'
import frameEn from './en'
import { pages as pagesEn } from './en/pages'
import frameZh from './zh-CN'
import { pages as pagesZh } from './zh-CN/pages'

const source = new URL('..', import.meta.url).pathname
const portal = new URL('../../portal', import.meta.url).pathname
const en = { ...frameEn, ...pagesEn, portal: portalEn }
const zh = { ...frameZh, ...pagesZh, portal: portalZh }

function keys(texts: object, path = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) => (typeof value === 'string' ? [path + key] : keys(value as object, `${path}${key}.`)))
}

function placeholders(texts: object, key: string) {
  const text = key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], texts) as string
  return (text.match(/\{\{\w+\}\}/g) ?? []).sort()
}

test('English and Chinese have the same texts', () => {
  expect(keys(zh).sort()).toEqual(keys(en).sort())
})

test('a text names the same values in both languages', () => {
  for (const key of keys(en)) expect(placeholders(zh, key), key).toEqual(placeholders(en, key))
})

const shown = new Set(['title', 'label', 'placeholder', 'alt', 'aria-label', 'description', 'okText', 'cancelText', 'extra'])

function literals(file: string): string[] {
  const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const found: string[] = []
  const visit = (node: ts.Node) => {
    if (ts.isJsxText(node) && /\p{L}/u.test(node.text)) found.push(node.text.trim())
    if (ts.isJsxAttribute(node) && node.initializer && ts.isStringLiteral(node.initializer) && shown.has(node.name.getText()) && /\p{L}/u.test(node.initializer.text)) found.push(node.initializer.text)
    if ((ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) && /\p{Script=Han}/u.test(node.text)) found.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

test('no text stands in a component', () => {
  const files = [source, portal].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))).filter((name) => name.endsWith('.tsx'))
  expect(files.length).toBeGreaterThan(10)
  for (const file of files) {
    // What a key is called is the same in every language.
    const texts = literals(file).filter((text) => !/^[a-z]$/.test(text))
    expect(texts, file).toEqual([])
  }
}, 60_000)

test('every status, action, role and disposition of the contract has a name', () => {
  const contract = readFileSync(join(source, 'api/schema.gen.ts'), 'utf8')
  for (const [schema, group] of [['Status', 'status'], ['Action', 'action'], ['Role', 'role'], ['Bucket', 'bucket'], ['LogisticsState', 'logistics']] as const) {
    const values = new RegExp(`\\n        ${schema}: ([^;]+);`).exec(contract)?.[1]?.match(/"(\w+)"/g)?.map((word) => word.slice(1, -1))
    expect(values?.length, schema).toBeGreaterThan(3)
    for (const value of values!) expect(en.names[group], `${schema} ${value}`).toHaveProperty(value)
  }
})
