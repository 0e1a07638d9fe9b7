import { type ReactNode, useMemo } from 'react'
import { Link } from 'wouter'
import { useChat } from '../chat/context'
import { EmoticonImage, useCustomEmoticons } from '../emoticons'
import { cx } from '../ui'
import styles from './rich-text.module.css'
import { formOf, isBig, type Piece, parseText } from './text'

const EVERYBODY = /^(?:all|here)$/i

interface RichTextProps {
  text: string
  author?: string
  /** Stands behind the last word. */
  after?: ReactNode
  className?: string
}

/** A text as people type it: addresses, mentions, emoticons, `code`, and HipChat's /me, /code and /quote. */
export function RichText({ text, author, after, className }: RichTextProps) {
  const { form, text: said } = useMemo(() => formOf(text), [text])
  if (form === 'code') {
    return (
      <>
        <pre className={styles.code}>{said}</pre>
        {after}
      </>
    )
  }
  const line = <Line text={said} after={after} className={className} />
  if (form === 'quote') return <blockquote className={styles.quote}>{line}</blockquote>
  if (form === 'me') {
    return (
      <p className={styles.action}>
        {author} <Pieces text={said} /> {after}
      </p>
    )
  }
  return line
}

function Line({ text, after, className }: Omit<RichTextProps, 'author'>) {
  const { people } = useChat()
  const own = useCustomEmoticons()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the group's emoticons change what is found in the text
  const big = useMemo(
    () => isBig(parseText(text, (name) => Boolean(people.named(name)))),
    [text, people, own],
  )
  return (
    <p className={cx(className, big && styles.big)}>
      <Pieces text={text} />
      {after && <> {after}</>}
    </p>
  )
}

function Pieces({ text }: { text: string }) {
  const { people } = useChat()
  useCustomEmoticons()
  const pieces = parseText(text, (name) => EVERYBODY.test(name) || Boolean(people.named(name)))
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
    case 'link':
      return (
        <a href={piece.url} target="_blank" rel="noopener noreferrer">
          {piece.text}
        </a>
      )
  }
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
