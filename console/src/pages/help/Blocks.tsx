import { Link } from 'react-router'
import type { Block, Inline } from './markdown'

/** Paragraphs and lists of the manual. */
export function Blocks({ blocks }: { blocks: Block[] }) {
  return blocks.map((block, index) =>
    'list' in block ? <ul key={index}>{block.list.map((words, at) => <li key={at}><Words words={words} /></li>)}</ul> : <p key={index}><Words words={block.paragraph} /></p>,
  )
}

function Words({ words }: { words: Inline[] }) {
  return words.map((word, index) => {
    if ('bold' in word) return <b key={index}>{word.bold}</b>
    if ('code' in word) return word.code.length === 1 || word.code === 'Enter' ? <kbd key={index}>{word.code}</kbd> : <code key={index}>{word.code}</code>
    // The portal is no page of the console.
    if ('link' in word) return word.to.startsWith('/portal') ? <a key={index} href={word.to} target="_blank" rel="noreferrer">{word.link}</a> : <Link key={index} to={word.to}>{word.link}</Link>
    return word.text
  })
}
