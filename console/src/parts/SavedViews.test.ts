import { expect, test } from 'vitest'
import { queryOf } from './SavedViews'

test('a view keeps which rows, in one order, and names no person', () => {
  const address = new URLSearchParams('q=Ana&sku=MUG&customer=c-1&status=received,inspected&order=E-1')
  expect(queryOf('returns', address)).toBe('status=received%2Cinspected&sku=MUG')
  expect(queryOf('review', new URLSearchParams('rma=RMA-1&reason=late&view=mine'))).toBe('view=mine&reason=late')
  expect(queryOf('review', new URLSearchParams('rma=RMA-1'))).toBe('')
})
