import { type ReactNode, useMemo } from 'react'
import { Link } from 'wouter'
import { useChat } from '../chat/context'
import { keyAt, pathOf } from '../chat/paths'
import { stretchesOf, withLanguage } from '../code/blocks'
import { CodeLater } from '../code/code-later'
import { EmoticonImage, useCustomEmoticons } from '../emoticons'
import { roomNamed } from '../rooms/named'
import { cx } from '../ui'
import { roomKey } from './model'
import styles from './rich-text.module.css'
import { formOf, isBig, type Piece, parseText } from './text'

const EVERYBODY = /^(?:all|here)$/i

interface RichTextProps {
  text: string
  /** Whom «/me» is about, if that is not said right above. */
  who?: ReactNode
  /** Stands behind the last word. */
  after?: ReactNode
  className?: string
}

/** A text as people type it: addresses, mentions, emoticons, `code`, and HipChat's /me, /code and /quote. */
export function RichText({ text, who, after, className }: RichTextProps) {
  const { form, text: said } = useMemo(() => formOf(text), [text])
  if (form === 'code') {
    return (
      <>
        <CodeLater {...withLanguage(said)} />
        {after}
      </>
    )
  }
  if (form === 'text' && said.includes('```')) return <Stretches text={said} after={after} />
  const line = <Line text={said} after={after} className={className} />
  if (form === 'quote') return <blockquote className={styles.quote}>{line}</blockquote>
  if (form === 'me') {
    return (
      <p dir="auto" className={styles.action}>
        {who} <Pieces text={said} /> {after}
      </p>
    )
  }
  return line
}

/** Words and blocks of code, one below the other. */
function Stretches({ text, after }: { text: string; after: ReactNode }) {
  const stretches = useMemo(() => stretchesOf(text), [text])
  return (
    <>
      {stretches.map((stretch, i) =>
        stretch.kind === 'code' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the stretches of one text never move
          <CodeLater key={i} code={stretch.code} language={stretch.language} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <Line key={i} text={stretch.text} />
        ),
      )}
      {after}
    </>
  )
}

function Line({ text, after, className }: Omit<RichTextProps, 'who'>) {
  const { people } = useChat()
  const own = useCustomEmoticons()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the group's emoticons change what is found in the text
  const big = useMemo(
    () => isBig(parseText(text, { isPerson: (name) => Boolean(people.named(name)) })),
    [text, people, own],
  )
  return (
    <p dir="auto" className={cx(className, big && styles.big)}>
      <Pieces text={text} />
      {after && <> {after}</>}
    </p>
  )
}

function Pieces({ text }: { text: string }) {
  const { people, rooms } = useChat()
  useCustomEmoticons()
  const pieces = parseText(text, {
    isPerson: (name) => EVERYBODY.test(name) || Boolean(people.named(name)),
    room: (rest) => roomNamed(rooms.store.getState().rooms, rest),
  })
  // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
  return pieces.map((piece, i) => <PieceView key={i} piece={piece} />)
}

function PieceView({ piece }: { piece: Piece }) {
  switch (piece.kind) {
    case 'text':
      return piece.text
    case 'code':
      return <code>{piece.text}</code>
    case 'emoticon':
      return <EmoticonImage emoticon={piece.emoticon} />
    case 'mention':
      return <Mention name={piece.name} text={piece.text} />
    case 'room':
      return (
        <Link href={pathOf(roomKey(piece.id))} className={styles.at}>
          {piece.text}
        </Link>
      )
    case 'color':
      return (
        <>
          <span className={styles.color} style={{ background: piece.text }} />
          {piece.text}
        </>
      )
    case 'link': {
      const inside = insidePath(piece.url)
      if (inside) return <Link href={inside}>{piece.text}</Link>
      return (
        <a href={piece.url} target="_blank" rel="noopener noreferrer">
          {piece.text}
        </a>
      )
    }
  }
}

/** The path of an address that leads to a chat of this very client. */
function insidePath(url: string): string | null {
  if (!url.startsWith(`${window.location.origin}/`)) return null
  const { pathname, search } = new URL(url)
  return keyAt(pathname) ? pathname + search : null
}

function Mention({ name, text }: { name: string; text: string }) {
  const chat = useChat()
  const person = chat.people.named(name)
  if (EVERYBODY.test(name) || person?.id === chat.me.id) return <span className={styles.atMe}>{text}</span>
  if (!person) return text
  return (
    <Link href={`/chat/${person.id}`} className={styles.at} title={person.name}>
      {text}
    </Link>
  )
}
