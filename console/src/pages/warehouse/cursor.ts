// Keeps the cursor where a hand scanner types. Whoever clicks beside the fields
// or presses a button would lose the next scan otherwise.
import type { InputRef } from 'antd'
import { useEffect, type RefObject } from 'react'

/** A key that types something goes to the input when no other field has the cursor. */
export function useCursor(input: RefObject<InputRef | null>) {
  useEffect(() => {
    const type = (event: KeyboardEvent) => {
      const at = document.activeElement
      const field = at instanceof HTMLElement && (at.matches('input:not([type=radio], [type=checkbox]), textarea, [contenteditable="true"]') || at.closest('[role="dialog"], [role="listbox"], [role="combobox"]'))
      if (field || event.key.length !== 1 || ' ?'.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return
      event.stopImmediatePropagation() // a scanned letter is no shortcut
      input.current?.focus() // before the browser writes the key, which then goes there
    }
    window.addEventListener('keydown', type, { capture: true })
    return () => window.removeEventListener('keydown', type, { capture: true })
  }, [input])
}
