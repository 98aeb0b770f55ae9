import { expect, test } from 'vitest'
import { valueAt, withValue, written } from './policyDraft'

const terms = { name: 'Plain', windows: [{ days: 30, anchor: 'delivered' }], return_shipping: { GBP: '3.00' }, rules: [{ name: 'kept' }] }

test('a path is written as the API writes it', () => {
  expect(written(['windows', 0, 'days'])).toBe('windows[0].days')
  expect(written(['approval_limits', 'finance', 'GBP'])).toBe('approval_limits.finance.GBP')
})

test('a change touches nothing else, and not the draft before', () => {
  const after = withValue(terms, ['windows', 0, 'days'], 45) as typeof terms
  expect(after).toEqual({ ...terms, windows: [{ days: 45, anchor: 'delivered' }] })
  expect(terms.windows[0]!.days).toBe(30)
  expect(Object.keys(after)).toEqual(Object.keys(terms))
})

test('what is emptied is left out, with the object that held it alone', () => {
  expect(withValue(terms, ['return_shipping', 'GBP'], undefined)).not.toHaveProperty('return_shipping')
  expect(withValue(terms, ['windows', 0, 'days'], undefined)).toHaveProperty('windows', [{ anchor: 'delivered' }])
})

test('a path that is not there yet is made', () => {
  const after = withValue(terms, ['approval_limits', 'finance', 'GBP'], '50.00')
  expect(valueAt(after, ['approval_limits', 'finance', 'GBP'])).toBe('50.00')
})
