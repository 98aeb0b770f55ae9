// The manual can be read as it is written, is there in every language, and leads
// to pages that there are.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inlines, sections } from './markdown'
import { topics } from './topics'

const folder = new URL('text', import.meta.url).pathname
const read = (language: string, topic: string) => readFileSync(join(folder, language, `${topic}.md`), 'utf8')

test('what stands in a line', () => {
  expect(inlines('Press `a`, or **not**: [go](/review).')).toEqual([
    { text: 'Press ' }, { code: 'a' }, { text: ', or ' }, { bold: 'not' }, { text: ': ' }, { link: 'go', to: '/review' }, { text: '.' },
  ])
})

test('sections, paragraphs and lists', () => {
  expect(sections('Before\nall.\n\n## One\nText\n- a\n  b\n- c\n\nEnd\n')).toEqual([
    { title: '', blocks: [{ paragraph: [{ text: 'Before all.' }] }] },
    { title: 'One', blocks: [{ paragraph: [{ text: 'Text' }] }, { list: [[{ text: 'a b' }], [{ text: 'c' }]] }, { paragraph: [{ text: 'End' }] }] },
  ])
})

test('every topic is there in both languages, with as many sections and the same links', () => {
  const links = (text: string) => [...text.matchAll(/\]\((\/[^)]*)\)/g)].map(([, to]) => to!).sort()
  for (const language of ['en', 'zh-CN']) expect(readdirSync(join(folder, language)).sort()).toEqual(topics.map((topic) => `${topic}.md`).sort())
  for (const topic of topics) {
    const [en, zh] = [read('en', topic), read('zh-CN', topic)]
    expect(sections(zh).length, topic).toBe(sections(en).length)
    expect(links(zh), topic).toEqual(links(en))
    expect(JSON.stringify([sections(en), sections(zh)]), topic).not.toMatch(/\*\*|\]\(/)
  }
})

test('the manual leads to pages that there are', () => {
  const routes = readFileSync(new URL('../../app/routes.tsx', import.meta.url), 'utf8')
  for (const topic of topics) {
    for (const [, to] of read('en', topic).matchAll(/\]\((\/[^)]*)\)/g)) {
      const path = to!.split('?')[0]!.split('/')[1]!
      expect(path === 'portal' || routes.includes(`'/${path}`), to).toBe(true)
    }
  }
})
