// Where in a JSON text a value stands, so that a refusal by path can be shown at
// the very characters that it is about.

export interface Place {
  start: number
  end: number
}

const space = /\s/

/** The end of the value that begins at `at`; for objects and arrays `child` hears of each entry. */
function valueEnd(text: string, at: number, child?: (key: string | number, start: number, end: number) => void): number {
  const skip = () => {
    while (at < text.length && space.test(text[at]!)) at++
  }
  const open = text[at]
  if (open === '"') {
    for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++
    return at + 1
  }
  if (open !== '{' && open !== '[') {
    while (at < text.length && !/[\s,\]}]/.test(text[at]!)) at++
    return at
  }
  const close = open === '{' ? '}' : ']'
  let index = 0
  for (at++; at < text.length; ) {
    skip()
    if (text[at] === close) return at + 1
    let key: string | number = index++
    if (open === '{') {
      const end = valueEnd(text, at)
      key = JSON.parse(text.slice(at, end)) as string
      at = end
      skip()
      at++ // the colon
      skip()
    }
    const end = valueEnd(text, at)
    child?.(key, at, end)
    at = end
    skip()
    if (text[at] === ',') at++
  }
  return at
}

/** `rules[0].when` as its steps. */
export const steps = (path: string) => [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, name, index]) => (index === undefined ? name! : Number(index)))

/** Where the value of a path stands, or of as much of the path as there is. The text has to be JSON. */
export function placeOf(text: string, path: string): Place {
  let start = text.search(/\S/)
  let end = valueEnd(text, start)
  for (const step of steps(path)) {
    let found: Place | undefined
    valueEnd(text, start, (key, from, to) => {
      if (key === step) found = { start: from, end: to }
    })
    if (!found) break
    ;({ start, end } = found)
  }
  return { start, end }
}

/** Where the character stands that is `offset` characters into the string at `place`, past escapes. */
export function within(text: string, { start }: Place, offset: number): number {
  let at = start + 1
  for (let left = offset; left > 0 && text[at] !== '"'; left--) {
    if (text[at] === '\\') at += text[at + 1] === 'u' ? 6 : 2
    else at += String.fromCodePoint(text.codePointAt(at)!).length
  }
  return at
}

/** Line and column of a character, both from 1. */
export function lineOf(text: string, at: number) {
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: before.at(-1)!.length + 1 }
}
