import { expect, test } from 'vitest'
import { lineOf, placeOf, steps, within } from './jsonPlace'

const text = `{
  "name": "a \\"b\\" {",
  "windows": [{"days": 30}, {"days": 60, "anchor": "delivered"}],
  "rules": [{"when": "x == \\"y\\" && zz"}]
}`
const at = (path: string) => {
  const { start, end } = placeOf(text, path)
  return text.slice(start, end)
}

test('a path is taken apart', () => expect(steps('rules[0].when')).toEqual(['rules', 0, 'when']))

test('a value is found by its path, whatever stands before it', () => {
  expect(at('windows[1].anchor')).toBe('"delivered"')
  expect(at('windows[1]')).toBe('{"days": 60, "anchor": "delivered"}')
  expect(at('name')).toBe('"a \\"b\\" {"')
})

test('of a path that is not there, as much as there is', () => {
  expect(at('windows[0].anchor')).toBe('{"days": 30}')
  expect(at('nowhere')).toBe(text)
})

test('a place in a string is found past what is escaped before it', () => {
  const found = within(text, placeOf(text, 'rules[0].when'), 'x == "y" && '.length)
  expect(text.slice(found, found + 2)).toBe('zz')
  expect(lineOf(text, found).line).toBe(4)
})
