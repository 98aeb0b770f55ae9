// What a table says as CSV, and against the period before.
import { expect, it } from 'vitest'
import { changeOf, csvOf, tableOf, withoutBefore } from './table'

const table = tableOf('Reasons', [{ reason: '=1+1', count: -3, before: 2 }, { reason: 'a "b", c', count: 0, before: 0 }], [
  { title: 'Reason', kind: 'text', of: (item) => item.reason },
  { title: 'Returns', kind: 'count', of: (item) => item.count },
  { title: 'Before', kind: 'count', before: true, of: (item) => item.before },
])

it('is CSV in which no text is a formula and numbers stay numbers', () => {
  expect(csvOf(table)).toBe(`Reason,Returns,Before\r\n'=1+1,-3,2\r\n"a ""b"", c",0,0\r\n`)
})

it('leaves the period before out', () => {
  expect(csvOf(withoutBefore(table))).toBe(`Reason,Returns\r\n'=1+1,-3\r\n"a ""b"", c",0\r\n`)
})

it('tells a change only where there was something', () => {
  expect([changeOf(3, 2), changeOf(1, 2), changeOf(3, 0), changeOf(null, 2), changeOf(3, undefined)]).toEqual([0.5, -0.5, null, null, null])
})
