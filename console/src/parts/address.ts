// What a list shows stands in the address, so that a view can be kept and sent.
import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'

/** The parameters of the address as one object, and a way to change some of them. */
export function useFilter<Name extends string>(names: readonly Name[], defaults: Partial<Record<Name, string>> = {}) {
  const [parameters, set] = useSearchParams()
  const text = parameters.toString()
  const filter = useMemo(() => {
    const found: Partial<Record<Name, string>> = {}
    for (const name of names) {
      const value = parameters.get(name) ?? defaults[name]
      if (value) found[name] = value
    }
    return found
  }, [text]) // names and defaults are constants of a page
  const change = useCallback(
    (changes: Partial<Record<Name, string | undefined>>) =>
      set(
        (before) => {
          const after = new URLSearchParams(before)
          for (const [name, value] of Object.entries<string | undefined>(changes as Record<string, string | undefined>)) {
            if (value) after.set(name, value)
            else after.delete(name)
          }
          return after
        },
        { replace: true },
      ),
    [set],
  )
  return [filter, change] as const
}
