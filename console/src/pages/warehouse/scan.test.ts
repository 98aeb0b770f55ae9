import { expect, test } from 'vitest'
import { rmaOf } from './scan'

test('a number is found in whatever a scanner sends', () => {
  for (const scanned of ['RMA-7K4PQ-92QXD', ' rma-7k4pq-92qxd\r', 'https://shop.example/returns/RMA-7K4PQ-92QXD?x=1']) expect(rmaOf(scanned)).toBe('RMA-7K4PQ-92QXD')
})

test('a shelf label holds the number before what it says of the goods', () => {
  expect(rmaOf('RMA-7K4PQ-92QXD|restock|2026-03-05|MUG|RED')).toBe('RMA-7K4PQ-92QXD')
})

test('something else is looked up as it is, and nothing is nothing', () => {
  expect(rmaOf('4006381333931')).toBe('4006381333931')
  expect(rmaOf('  ')).toBeUndefined()
})
