// What a report adds to the figures that the service counted.
import { expect, it } from 'vitest'
import type { Schemas } from '../../api/client'
import { sharesSoFar } from './show'

it('adds up shares from the top, and leaves out where there is none', () => {
  const parts = [{ key: 'damaged', share: 0.5 }, { key: 'wrong', share: 0.25 }, { key: 'none', share: null }, { key: 'late', share: 0.25 }] as Schemas['ReportPart'][]
  expect([...sharesSoFar(parts).values()]).toEqual([0.5, 0.75, null, 1])
})
