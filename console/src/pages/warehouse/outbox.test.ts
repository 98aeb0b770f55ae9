import { beforeEach, expect, test, vi } from 'vitest'
import { Problem } from '../../api/problem'
import { drop, keep, keptOf, sendKept, waitingOf, type Kept } from './outbox'

const device = new Map<string, string>()
vi.stubGlobal('localStorage', { getItem: (key: string) => device.get(key) ?? null, setItem: (key: string, text: string) => device.set(key, text) })
beforeEach(() => device.clear())

const counted = (key: string): Kept => ({ what: 'receive', body: { lines: [{ line_no: 1, quantity: 1 }] }, key, id: `ret_${key}`, rma: `RMA-${key}`, at: '2026-01-10T09:00:00Z' })
const keys = (owner: string) => keptOf(owner).map(({ key }) => key)

test('what is kept is sent in order, each under its key, and is gone then', async () => {
  for (const key of ['a', 'b', 'c']) keep('ana', counted(key))
  keep('bo', counted('d'))
  const sent: string[] = []
  await sendKept('ana', async ({ key }) => sent.push(key))
  expect(sent).toEqual(['a', 'b', 'c'])
  expect(keys('ana')).toEqual([])
  expect(keys('bo')).toEqual(['d'])
})

test('when nobody answers, or one has to sign in, the rest waits in order', async () => {
  for (const key of ['a', 'b']) keep('ana', counted(key))
  for (const [status, code] of [[0], [503], [401], [409, 'request_in_progress']] as const) {
    const asked: string[] = []
    await sendKept('ana', async ({ key }) => {
      asked.push(key)
      throw new Problem(status, { code })
    })
    expect(asked, String(status)).toEqual(['a'])
    expect(keys('ana')).toEqual(['a', 'b'])
  }
})

test('where the device has no room, whoever asked hears of it and nothing is lost of what is kept', () => {
  keep('ana', counted('a'))
  const room = localStorage.setItem
  localStorage.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }
  try {
    expect(() => keep('ana', counted('b'))).toThrow('full')
  } finally {
    localStorage.setItem = room
  }
  expect(keys('ana')).toEqual(['a'])
})

test('what is refused stays with its reason until it is dismissed, and is not sent again', async () => {
  for (const key of ['a', 'b', 'c']) keep('ana', counted(key))
  const asked: string[] = []
  const post = async ({ key }: Kept) => {
    asked.push(key)
    if (key === 'b') throw new Problem(409, { code: 'transition_not_allowed', detail: 'It is received already.' })
  }
  await sendKept('ana', post)
  await sendKept('ana', post)
  expect(asked).toEqual(['a', 'b', 'c'])
  expect(keptOf('ana')).toEqual([{ ...counted('b'), refused: { status: 409, body: { code: 'transition_not_allowed', detail: 'It is received already.' } } }])
  expect(waitingOf(keptOf('ana'))).toEqual([])
  drop('ana', 'b')
  expect(keys('ana')).toEqual([])
})

test('what another window keeps or sends in the meantime is neither lost nor sent twice', async () => {
  for (const key of ['a', 'b']) keep('ana', counted(key))
  const asked: string[] = []
  await sendKept('ana', async ({ key }) => {
    asked.push(key)
    drop('ana', 'b')
    keep('ana', counted('c'))
  })
  expect(asked).toEqual(['a'])
  expect(keys('ana')).toEqual(['c'])
})

test('what is damaged on the device is as good as nothing', () => {
  device.set('backhaul.outbox.ana', '[{')
  expect(keys('ana')).toEqual([])
  keep('ana', counted('a'))
  expect(keys('ana')).toEqual(['a'])
})
