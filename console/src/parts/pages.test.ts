import { expect, test } from 'vitest'
import { learn, rowsOf, unknown, type Extent } from './pages'

const page = (length: number, next_cursor?: string) => ({ items: Array.from({ length }), next_cursor })

test('a list grows by the pages that were seen, and one row more until its end is known', () => {
  let known = learn(unknown, 0, page(3, 'a'))
  expect(rowsOf(known, 3)).toBe(4)
  known = learn(known, 1, page(3, 'b'))
  expect(rowsOf(known, 3)).toBe(7)
  known = learn(known, 2, page(2))
  expect([rowsOf(known, 3), known.last]).toEqual([8, 2])
  expect(learn(known, 2, page(2))).toBe(known)
  expect(learn(known, 1, page(3, 'b'))).toBe(known)
})

test('a page that ends elsewhere than before moves the beginning of the next, and the end stays known', () => {
  const known: Extent = { starts: [undefined, 'a', 'b'], last: 2 }
  expect(learn(known, 0, page(3, 'a2'))).toEqual({ starts: [undefined, 'a2', 'b'], last: 2 })
})

test('a list that was at its end and goes on has one row more again', () => {
  const known = learn({ starts: [undefined, 'a'], last: 2 }, 1, page(3, 'b'))
  expect([rowsOf(known, 3), known.last]).toEqual([7, undefined])
})

test('a page without a next one ends the list, whatever came after it before', () => {
  expect(learn({ starts: [undefined, 'a', 'b'], last: 2 }, 0, page(1))).toEqual({ starts: [undefined], last: 1 })
  expect(rowsOf(learn(unknown, 0, page(0)), 3)).toBe(0)
})
