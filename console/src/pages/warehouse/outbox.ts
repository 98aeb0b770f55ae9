// What was done at the bench while the network was away. It stays on this device, apart
// for each person and in order, and is sent once the network is back: under the key of
// its first try, so that it is done once even where only the answer was lost.
import { useSyncExternalStore } from 'react'
import type { Schemas } from '../../api/client'
import { asProblem, Problem } from '../../api/problem'

export type Done = { what: 'receive'; body: Schemas['Receipt'] } | { what: 'inspect'; body: Schemas['Inspection'] }

export type Kept = Done & {
  key: string
  id: string
  rma: string
  at: string
  /** What the API said to it; it is not sent again. */
  refused?: { status: number; body: Problem['body'] }
}

const place = (owner: string) => `backhaul.outbox.${owner}`
const watchers = new Set<() => void>()
let read: { text: string; kept: Kept[] } = { text: '[]', kept: [] }

/** All of one's own, the oldest first. */
export function keptOf(owner: string): Kept[] {
  const text = localStorage.getItem(place(owner)) ?? '[]'
  if (text !== read.text) read = { text, kept: listIn(text) }
  return read.kept
}

/** What somebody has damaged by hand must not keep the page from opening. */
function listIn(text: string): Kept[] {
  try {
    return JSON.parse(text) as Kept[]
  } catch {
    return []
  }
}

/** Reads anew what it changes: another window may have sent some. */
function change(owner: string, to: (kept: Kept[]) => Kept[]) {
  localStorage.setItem(place(owner), JSON.stringify(to(keptOf(owner))))
  watchers.forEach((watch) => watch())
}

/** Those that are still to be sent: not what the API refused. */
export const waitingOf = (kept: Kept[]) => kept.filter(({ refused }) => !refused)

/** Throws where the device has no room. */
export const keep = (owner: string, each: Kept) => change(owner, (kept) => [...kept, each])

export const drop = (owner: string, key: string) => change(owner, (kept) => kept.filter((each) => each.key !== key))

/** Sends in order what was not refused, and stops when nobody answers or somebody has to sign in. */
export async function sendKept(owner: string, post: (each: Kept) => Promise<unknown>) {
  for (const { key } of keptOf(owner)) {
    const each = keptOf(owner).find((now) => now.key === key && !now.refused)
    if (!each) continue
    try {
      await post(each)
      drop(owner, key)
    } catch (error) {
      const { temporary, status, body } = asProblem(error)
      if (temporary || status === 401) return
      change(owner, (kept) => kept.map((now) => (now.key === key ? { ...now, refused: { status, body } } : now)))
    }
  }
}

function watchKept(watch: () => void) {
  watchers.add(watch)
  addEventListener('storage', watch)
  return () => {
    watchers.delete(watch)
    removeEventListener('storage', watch)
  }
}

export const useKept = (owner: string) => useSyncExternalStore(watchKept, () => keptOf(owner))
