// Keys that do things. A page registers its own while it is shown; the sheet
// that `?` opens lists whatever is registered.
import { useEffect, useRef, useSyncExternalStore } from 'react'

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
  const pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return
    // A dialog has the keyboard for itself.
    if (document.querySelector('.ant-modal-wrap:not([style*="display: none"]), .ant-image-preview, .ant-drawer-open')) return
    const found = match(registered, event.key, Date.now())
    if (!found) return
    event.preventDefault()
    found.run()
  }
  addEventListener('keydown', pressed)
  return () => removeEventListener('keydown', pressed)
}
