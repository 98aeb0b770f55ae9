import { expect, test } from 'vitest'
import { choices, troubles } from './choices'

const part = { unanswered_since: undefined, by_hand: false } as Parameters<typeof choices>[0]['parts'][number]

test('a refund that waits for finance is approved, paid by hand or refused', () => {
  expect(choices({ state: 'awaiting_finance', by_hand: true, parts: [] })).toEqual(['approve', 'mark_paid', 'reject'])
})

test('what a provider works on is left alone until the provider is silent', () => {
  expect(choices({ state: 'submitted', by_hand: false, parts: [part] })).toEqual([])
  expect(choices({ state: 'submitted', by_hand: false, parts: [{ ...part, unanswered_since: '2026-01-01T00:00:00Z' }] })).toEqual(['mark_paid'])
  expect(choices({ state: 'submitted', by_hand: true, parts: [] })).toEqual(['mark_paid'])
})

test('nothing is decided about what is settled', () => {
  expect(choices({ state: 'settled', by_hand: true, parts: [] })).toEqual([])
})

test('a doubt and every reason of a failure are told once', () => {
  const failed = { ...part, state: 'failed', reason: 'the account is closed' } as typeof part
  expect(troubles({ doubt: 'another amount', parts: [failed, failed, { ...failed, state: 'settled' }] })).toEqual(['another amount', 'the account is closed'])
  expect(troubles({ doubt: '', parts: [part] })).toEqual([])
})
