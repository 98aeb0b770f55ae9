// The draft of a policy's terms, which the form and the JSON both show. What is
// left out of the terms is left out of the JSON too.
import { createContext, useContext } from 'react'
import type { Terms } from '../../api/settings'

export type Path = readonly (string | number)[]

/** As the API writes it: `windows[0].days`. */
export const written = (path: Path) => path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : text ? `${text}.${step}` : step), '')

/** What stands at the path; undefined where nothing does. */
export const valueAt = (value: unknown, path: Path) => path.reduce<unknown>((at, step) => (at as Record<string | number, unknown> | undefined)?.[step], value)

/** The value with another one at the path. Undefined leaves it out, and so does an object of which nothing is left. */
export function withValue(value: unknown, path: Path, next: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return next
  if (typeof step === 'number') {
    const list = Array.isArray(value) ? [...(value as unknown[])] : []
    list[step] = withValue(list[step], rest, next)
    return list
  }
  const after = withValue((value as Record<string, unknown> | undefined)?.[step], rest, next)
  const all = { ...(value as Record<string, unknown> | undefined), [step]: after }
  const empty = rest.length > 0 && typeof after === 'object' && after !== null && !Array.isArray(after) && Object.keys(after).length === 0
  if (after === undefined || empty) delete all[step]
  return all
}

interface Draft {
  terms: Terms
  change: (path: Path, value: unknown) => void
  /** What the API said to a path of the terms, as it writes it. */
  refusals: Map<string, string>
  readOnly: boolean
}

export const DraftContext = createContext<Draft | undefined>(undefined)

export function useDraft() {
  const draft = useContext(DraftContext)
  if (!draft) throw new Error('there is no draft around this field')
  return draft
}

/** One place of the draft: what stands there, how to change it, and what was refused about it. */
export function useField<T>(path: Path) {
  const { terms, change, refusals, readOnly } = useDraft()
  return {
    value: valueAt(terms, path) as T | undefined,
    set: (value: T | undefined) => change(path, value),
    refusal: refusals.get(written(path)),
    readOnly,
  }
}
