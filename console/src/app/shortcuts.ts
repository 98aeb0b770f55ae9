// Keys that do things. A page registers its own while it is shown; the sheet
// that `?` opens lists whatever is registered.
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { dialogIsOpen } from './dialogs'

export interface Shortcut {
  /** One key such as `j`, or two in a row such as `g q`. */
  keys: string
  /** What it does, in the reader's language. */
  does: string
  /** Whose it is: everywhere, or this page. */
  scope: 'everywhere' | 'here'
  run: () => void
}

let registered: readonly Shortcut[] = []
const watchers = new Set<() => void>()

function change(next: readonly Shortcut[]) {
  registered = next
  watchers.forEach((watch) => watch())
}

export function useShortcuts(shortcuts: Shortcut[]) {
  const latest = useRef(shortcuts)
  useEffect(() => {
    latest.current = shortcuts
  })
  const names = shortcuts.map(({ keys, does }) => `${keys}\n${does}`).join('\n')
  useEffect(() => {
    const mine = latest.current.map(({ keys, does, scope }) => ({
      keys, does, scope,
      run: () => latest.current.find((shortcut) => shortcut.keys === keys)?.run(),
    }))
    change([...registered, ...mine])
    return () => change(registered.filter((shortcut) => !mine.includes(shortcut)))
  }, [names])
}

export const useRegistered = () =>
  useSyncExternalStore(
    (watch) => {
      watchers.add(watch)
      return () => watchers.delete(watch)
    },
    () => registered,
  )

/** Whether the key is for what the cursor is in. */
function typing(target: EventTarget | null) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
    !(target instanceof HTMLInputElement && /^(checkbox|radio|button)$/.test(target.type))
}

/** Whether Enter presses what the cursor is on. What is shown already (aria-current) has nothing more to do. */
function pressed(target: EventTarget | null) {
  return target instanceof Element && !target.closest('[aria-current="true"]') && Boolean(target.closest('a[href], button, summary, [role="button"], [role="tab"], [role="combobox"]'))
}

let before = ''
let beforeAt = 0

/** What the key asks for, with the one before it; exported for its test. */
export function match(shortcuts: readonly Shortcut[], key: string, now: number): Shortcut | undefined {
  const pair = now - beforeAt < 1500 ? `${before} ${key}` : ''
  // The page's own come before those of everywhere, the latest first.
  const found = [...shortcuts].reverse().find(({ keys }) => keys === pair) ?? [...shortcuts].reverse().find(({ keys }) => keys === key)
  before = found ? '' : key
  beforeAt = now
  return found
}

export function listenToKeys() {
  const hear = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return
    if (event.key === 'Enter' && pressed(event.target)) return
    if (dialogIsOpen()) return
    const found = match(registered, event.key, Date.now())
    if (!found) return
    event.preventDefault()
    found.run()
  }
  addEventListener('keydown', hear)
  return () => removeEventListener('keydown', hear)
}
