// A page that stays open knows when a deadline has passed. One timer is enough for
// all that is on the page.
import { useSyncExternalStore } from 'react'

const watchers = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function watch(watcher: () => void) {
  watchers.add(watcher)
  timer ??= setInterval(() => watchers.forEach((each) => each()), 15_000)
  return () => {
    watchers.delete(watcher)
    if (watchers.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The minute it is; whoever asks is drawn again with the next one. */
export const useMinute = () => useSyncExternalStore(watch, () => Math.floor(Date.now() / 60_000))
