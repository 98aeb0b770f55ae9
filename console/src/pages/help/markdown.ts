// As much of Markdown as the manual is written in: sections with a heading, lists,
// paragraphs, and in them **bold**, `keys` and [links](/path).

export type Inline = { text: string } | { bold: string } | { code: string } | { link: string; to: string }
export type Block = { list: Inline[][] } | { paragraph: Inline[] }

export interface SectionOf {
  /** Empty for what stands before the first heading. */
  title: string
  blocks: Block[]
}

export function inlines(line: string): Inline[] {
  const found: Inline[] = []
  let at = 0
  for (const match of line.matchAll(/\*\*([^*]+)\*\*|`([^`]+)`|\[([^\]]+)\]\(([^)]+)\)/g)) {
    if (match.index > at) found.push({ text: line.slice(at, match.index) })
    const [whole, bold, code, link, to] = match
    found.push(bold ? { bold } : code ? { code } : { link: link!, to: to! })
    at = match.index + whole.length
  }
  if (at < line.length) found.push({ text: line.slice(at) })
  return found
}

/** Lines of Chinese are put together without a space. */
const join = (lines: string[]) => lines.reduce((before, line) => (before === '' ? line : `${before}${/[\p{Script=Han}，。；：、！？）]$/u.test(before) && /^[\p{Script=Han}*（]/u.test(line) ? '' : ' '}${line}`), '')

export function sections(text: string): SectionOf[] {
  const all: SectionOf[] = []
  for (const part of text.trim().split(/^## /m)) {
    if (!part.trim()) continue
    const titled = all.length > 0 || text.trim().startsWith('## ')
    const [first = '', ...rest] = part.split('\n')
    const blocks: Block[] = []
    for (const paragraph of (titled ? rest : [first, ...rest]).join('\n').split(/\n\s*\n/)) {
      let words: string[] = []
      let items: string[][] = []
      const end = () => {
        if (words.length > 0) blocks.push({ paragraph: inlines(join(words)) })
        if (items.length > 0) blocks.push({ list: items.map((lines) => inlines(join(lines))) })
        words = []
        items = []
      }
      for (const line of paragraph.split('\n').map((each) => each.trim()).filter(Boolean)) {
        if (line.startsWith('- ')) {
          if (words.length > 0) end()
          items.push([line.slice(2)])
        } else if (items.length > 0) items.at(-1)!.push(line)
        else words.push(line)
      }
      end()
    }
    all.push({ title: titled ? first.trim() : '', blocks })
  }
  return all
}
