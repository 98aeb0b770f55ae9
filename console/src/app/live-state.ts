// Whether the page hears of changes, for the mark in the header and the banner.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { listen } from './live'

let hearing = true
const watchers = new Set<() => void>()

function heard(now: boolean) {
  if (now === hearing) return
  hearing = now
  watchers.forEach((watch) => watch())
}

export const useLive = () =>
  useSyncExternalStore(
    (watch) => {
      watchers.add(watch)
      return () => watchers.delete(watch)
    },
    () => hearing,
  )

/** Listens for as long as the component is shown. */
export function useListening() {
  const queries = useQueryClient()
  useEffect(() => {
    // A stream ends every ten minutes and begins again at once: only a longer silence counts.
    let doubt: ReturnType<typeof setTimeout> | undefined
    const stop = listen(queries, (now) => {
      clearTimeout(doubt)
      if (now) heard(true)
      else doubt = setTimeout(() => heard(false), 5000)
    })
    return () => {
      clearTimeout(doubt)
      stop()
    }
  }, [queries])
}
