import { Play } from 'lucide-react'
import { useState } from 'react'
import type { FoundLink } from '../api/types'
import { t } from '../i18n'
import { Icon } from '../ui'
import styles from './found-links.module.css'

/** What is behind the links of a message: quiet, and gone when it cannot be shown. */
export default function FoundLinks({ links }: { links: readonly FoundLink[] }) {
  return links.map((link) => <Found key={link.url} found={link} />)
}

function Found({ found }: { found: FoundLink }) {
  const url = web(found.url)
  if (!url) return null
  if (found.type === 'image') return <LinkedPicture url={url} src={web(found.image?.image) ?? url} />
  if (found.type === 'video') return <LinkedVideo url={url} video={found.video ?? {}} />
  return <LinkedPage url={url} page={found.link ?? {}} />
}

function LinkedPicture({ url, src }: { url: string; src: string }) {
  const [isBroken, setBroken] = useState(false)
  if (isBroken) return null
  return (
    <a
      className={styles.picture}
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={t('Open the picture at {host}', { host: hostOf(url) })}
    >
      <Foreign src={src} onBroken={() => setBroken(true)} />
    </a>
  )
}

function LinkedVideo({ url, video }: { url: string; video: NonNullable<FoundLink['video']> }) {
  const [isBroken, setBroken] = useState(false)
  const still = web(video.thumbnailUrl)
  if (!video.title && !still) return null
  return (
    <div className={styles.video}>
      {still && !isBroken && (
        <a
          className={styles.still}
          href={url}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={
            video.title
              ? t('Play {title} at {host}', { title: video.title, host: hostOf(url) })
              : t('Play the video at {host}', { host: hostOf(url) })
          }
        >
          <Foreign src={still} onBroken={() => setBroken(true)} />
          <span className={styles.play}>
            <Icon of={Play} />
          </span>
        </a>
      )}
      <div className={styles.words}>
        <Site name={hostOf(url)} />
        <Title url={url} text={video.title || hostOf(url)} />
        {video.author && <p className={styles.more}>{video.author}</p>}
      </div>
    </div>
  )
}

function LinkedPage({ url, page }: { url: string; page: NonNullable<FoundLink['link']> }) {
  const [isBroken, setBroken] = useState(false)
  const title = page.title || page.headerText || page.linkText
  const picture = web(page.imageUrl)
  if (!title && !page.description) return null
  return (
    <div className={styles.page}>
      <div className={styles.words}>
        <Site name={hostOf(url)} icon={web(page.faviconUrl)} />
        {title && <Title url={url} text={title} />}
        {page.description && <p className={styles.more}>{page.description}</p>}
      </div>
      {picture && !isBroken && (
        <span className={styles.thumb}>
          <Foreign src={picture} onBroken={() => setBroken(true)} />
        </span>
      )}
    </div>
  )
}

function Site({ name, icon }: { name: string; icon?: string | null }) {
  const [isBroken, setBroken] = useState(false)
  return (
    <div className={styles.site}>
      {icon && !isBroken && (
        <span className={styles.mark}>
          <Foreign src={icon} onBroken={() => setBroken(true)} />
        </span>
      )}
      <span className="cut">{name}</span>
    </div>
  )
}

function Title({ url, text }: { url: string; text: string }) {
  return (
    <a className={styles.title} href={url} target="_blank" rel="noopener noreferrer">
      {text}
    </a>
  )
}

/** A picture of another host, which learns nothing of where it is shown. */
function Foreign({ src, onBroken }: { src: string; onBroken: () => void }) {
  return (
    <img src={src} alt="" referrerPolicy="no-referrer" loading="lazy" decoding="async" onError={onBroken} />
  )
}

/** The address if it is one of the web: nothing else may become a link or a picture. */
function web(address: string | undefined): string | null {
  return address && /^https?:\/\//i.test(address) ? address : null
}

function hostOf(address: string): string {
  try {
    return new URL(address).hostname.replace(/^www\./, '')
  } catch {
    return address
  }
}
