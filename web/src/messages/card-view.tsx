import { ChevronDown, ChevronRight, Download, FileText, Link as LinkIcon, Play, Video } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { t } from '../i18n'
import { cx, Icon, Lozenge } from '../ui'
import type { Attribute, Card } from './card'
import styles from './card.module.css'
import { HtmlView } from './html-view'

/** A card: folded to its activity line when it has one and does not start open. */
export function CardView({ card, startsOpen = false }: { card: Card; startsOpen?: boolean }) {
  const [isOpen, setOpen] = useState(startsOpen || !card.activity)
  const id = useId()
  if (!card.activity) return <Sheet card={card} />
  return (
    <>
      <button
        type="button"
        className={styles.activity}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon of={isOpen ? ChevronDown : ChevronRight} size="sm" />
        {card.activity.icon && <Picture className={styles.icon} src={card.activity.icon} />}
        <HtmlView html={card.activity.html} inline />
      </button>
      <div id={id} hidden={!isOpen}>
        <Sheet card={card} />
      </div>
    </>
  )
}

function Sheet({ card }: { card: Card }) {
  if (card.style === 'file') return <FileSheet card={card} />
  const isWide = card.style === 'image' || card.style === 'media'
  const look = card.style === 'image' ? styles.narrow : card.style === 'media' ? styles.media : undefined
  return (
    <div className={cx(styles.card, look)}>
      {isWide && <WidePicture card={card} />}
      <div className={styles.in}>
        <div>
          <Site card={card} />
          <Title card={card} />
          <Description card={card} />
        </div>
        {!isWide && card.thumbnail && <Picture className={styles.thumb} src={card.thumbnail.url} />}
      </div>
      <Attributes list={card.attributes} />
    </div>
  )
}

function FileSheet({ card }: { card: Card }) {
  return (
    <div className={cx(styles.card, styles.narrow)}>
      <div className={styles.fileIn}>
        <span className={styles.file}>
          <Icon of={FileText} />
        </span>
        <div>
          <Title card={card} />
          <Description card={card} />
        </div>
        {card.url && (
          <a
            className={styles.open}
            href={card.url}
            target="_blank"
            rel="noopener noreferrer"
            aria-label={t('Open {title}', { title: card.title })}
          >
            <Icon of={Download} />
          </a>
        )}
      </div>
      <Attributes list={card.attributes} />
    </div>
  )
}

/** The picture of an image or media card, as wide as the card. */
function WidePicture({ card }: { card: Card }) {
  const source = card.thumbnail?.url ?? (card.style === 'image' ? card.url : null)
  const [isBroken, setBroken] = useState(false)
  if (!source || isBroken) return null
  const { width, height } = card.thumbnail ?? {}
  const picture = (
    <img
      src={source}
      alt=""
      referrerPolicy="no-referrer"
      width={width ?? undefined}
      height={height ?? undefined}
      onError={() => setBroken(true)}
    />
  )
  const play = card.style === 'media' && (
    <span className={styles.play}>
      <Icon of={Play} />
    </span>
  )
  if (!card.url) return <span className={styles.picture}>{picture}</span>
  return (
    <a
      className={styles.picture}
      href={card.url}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={card.style === 'media' ? t('Play {title}', { title: card.title }) : card.title}
    >
      {picture}
      {play}
    </a>
  )
}

/** A small picture from outside; nothing when it does not load. */
function Picture({ src, className }: { src: string; className?: string | undefined }) {
  const [broken, setBroken] = useState<string | null>(null)
  if (broken === src) return null
  return (
    <img
      className={className}
      src={src}
      alt=""
      referrerPolicy="no-referrer"
      loading="lazy"
      onError={() => setBroken(src)}
    />
  )
}

function Site({ card }: { card: Card }) {
  if (!card.site) return null
  return (
    <div className={styles.site}>
      <Icon of={card.style === 'media' ? Video : LinkIcon} size="sm" />
      {card.site}
    </div>
  )
}

function Title({ card }: { card: Card }) {
  return (
    <div className={styles.title} dir="auto">
      {card.icon && <Picture className={styles.icon} src={card.icon} />}
      <Outside url={card.url} className={styles.link}>
        {card.title}
      </Outside>
    </div>
  )
}

function Outside({
  url,
  className,
  children,
}: {
  url: string | null
  className?: string | undefined
  children: ReactNode
}) {
  if (!url) return <span>{children}</span>
  return (
    <a className={className} href={url} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  )
}

function Description({ card }: { card: Card }) {
  const { description } = card
  if (!description) return null
  const look = cx(styles.description, card.lines === 5 && styles.medium)
  if (description.isHtml) return <HtmlView html={description.text} inline className={look} />
  return (
    <div dir="auto" className={look}>
      {description.text}
    </div>
  )
}

function Attributes({ list }: { list: Attribute[] }) {
  if (list.length === 0) return null
  return (
    <dl className={styles.attributes}>
      {list.map((attribute, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: attributes never move
        <div key={i}>
          <dt dir="auto">{attribute.label || '\u00a0'}</dt>
          <dd dir="auto">
            {attribute.icon && <Picture src={attribute.icon} />}
            <Outside url={attribute.url}>
              {attribute.lozenge ? (
                <Lozenge kind={attribute.lozenge}>{attribute.value}</Lozenge>
              ) : (
                attribute.value
              )}
            </Outside>
          </dd>
        </div>
      ))}
    </dl>
  )
}
