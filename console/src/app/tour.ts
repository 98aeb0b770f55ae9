// Whether somebody is led through a first return, and how far they are. The
// browser remembers it, so that the tour outlives reloads and can be gone on with.
import { useSyncExternalStore } from 'react'

export interface Tour {
  /** Shown now; off while it was left, to be gone on with. */
  on: boolean
  /** The name of the step; the first one while there is none of it. */
  step: string
  order?: string
  rma?: string
}

const key = 'backhaul.tour'
const watchers = new Set<() => void>()
let tour = read()

function read(): Tour | undefined {
  try {
    const found = JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<Tour> | null
    return found && typeof found.step === 'string' ? { ...found, on: Boolean(found.on), step: found.step } : undefined
  } catch {
    return undefined
  }
}

/** Goes on as given; without anything the tour is over. */
export function keepTour(next: Tour | undefined) {
  tour = next
  if (next) localStorage.setItem(key, JSON.stringify(next))
  else localStorage.removeItem(key)
  watchers.forEach((watch) => watch())
}

export const useTour = () =>
  useSyncExternalStore(
    (watch) => {
      watchers.add(watch)
      return () => watchers.delete(watch)
    },
    () => tour,
  )
