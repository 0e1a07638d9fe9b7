import type { Message } from '../i18n'
import { msg, t } from '../i18n'
import { Button, Empty } from '../ui'
import { TABS, type Tab } from './model'
import { OPERATORS, termsOf, without, wordsOf } from './query'
import styles from './search.module.css'

const ELSEWHERE: Record<Tab, Message> = {
  messages: msg('Search messages'),
  files: msg('Search files'),
  rooms: msg('Search rooms'),
  people: msg('Search people'),
}

const TITLES: Record<Tab, Message> = {
  messages: msg('No message says that'),
  files: msg('No file is called that'),
  rooms: msg('No room is called that'),
  people: msg('Nobody is called that'),
}

interface Props {
  tab: Tab
  query: string
  onChange: (query: string, tab?: Tab) => void
}

/** What to try next. */
export function NothingFound({ tab, query, onChange }: Props) {
  const isOfNames = tab === 'rooms' || tab === 'people'
  const hasFilters = !isOfNames && termsOf(query).some(({ operator }) => operator)
  const words = wordsOf(query)
  if (tab === 'files' && !query.trim()) {
    return (
      <Empty title={t('No files yet')}>
        {t('Files that somebody shares in your rooms and one-to-one chats can be found here by their names.')}
      </Empty>
    )
  }
  const plain = OPERATORS.reduce((left, operator) => without(left, operator), query)
  return (
    <Empty
      title={t(TITLES[tab])}
      actions={
        <span className={styles.offers}>
          {hasFilters && words && (
            <Button onClick={() => onChange(plain)}>{t('Search without filters')}</Button>
          )}
          {TABS.filter((one) => one !== tab && (words || one === 'files')).map((one) => (
            <Button key={one} look="plain" onClick={() => onChange(query, one)}>
              {t(ELSEWHERE[one])}
            </Button>
          ))}
        </span>
      }
    >
      {isOfNames
        ? t('Try a part of the name. Only rooms and people that you may see are found.')
        : t('All words must be there. Try fewer, or only the beginning of one: “dep” finds “deploy”.')}
    </Empty>
  )
}
