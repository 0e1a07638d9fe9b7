import { useInfiniteQuery } from '@tanstack/react-query'
import { Link as LinkIcon } from 'lucide-react'
import { t } from '../i18n'
import type { ChatKey } from '../messages/model'
import { Icon } from '../ui'
import { sayPast } from '../ui/times'
import { getLinks, type LinksOfMessage, type SharedLink } from './calls'
import { JumpLink } from './jump-link'
import styles from './side.module.css'
import { Nothing, Paged } from './side-list'
import { useNews } from './use-news'

/** What people and integrations pointed at. */
export default function LinksTab({ chatKey }: { chatKey: ChatKey }) {
  const links = useInfiniteQuery({
    queryKey: ['links', chatKey],
    queryFn: ({ pageParam, signal }) => getLinks(chatKey, pageParam, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  })
  useNews(chatKey, (message) => Boolean(message.body?.includes('://')), links.refetch)
  return (
    <Paged
      query={links}
      items={(page) => page.items}
      draw={(one) => <OfMessage key={one.message_id} chatKey={chatKey} shared={one} />}
      empty={
        <Nothing icon={LinkIcon} title={t('No links yet')}>
          {t('Addresses that somebody writes or an integration posts are found again in this list.')}
        </Nothing>
      }
    />
  )
}

function OfMessage({ chatKey, shared }: { chatKey: ChatKey; shared: LinksOfMessage }) {
  const who = shared.from?.name ?? shared.sender
  return (
    <li className={styles.item}>
      <span className={styles.words}>
        {shared.links.map((link) => (
          <LinkLine key={link.url} link={link} />
        ))}
        <span className={styles.note}>
          {who ? `${who}, ` : ''}
          {sayPast(new Date(shared.date))}
        </span>
      </span>
      <JumpLink chatKey={chatKey} id={shared.message_id} />
    </li>
  )
}

function LinkLine({ link: { url, title, site } }: { link: SharedLink }) {
  return (
    <a
      className={styles.link}
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      title={url}
      translate="no"
    >
      <Icon of={LinkIcon} size="sm" />
      <span className={styles.words}>
        <span className={styles.name}>{title || bare(url)}</span>
        {title && <span className={styles.note}>{site}</span>}
      </span>
    </a>
  )
}

/** An address as one reads it. */
function bare(url: string): string {
  return url.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/\/$/, '')
}
