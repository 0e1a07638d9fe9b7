import { History } from 'lucide-react'
import { useState } from 'react'
import { useChat } from '../chat/context'
import { type Message, msg, t } from '../i18n'
import { Icon } from '../ui'
import type { Tab } from './model'
import { recentSearches } from './recent'
import styles from './search.module.css'

interface Props {
  onChange: (query: string, tab?: Tab) => void
  onAsk: (operator: string) => void
}

const LESSONS: readonly [text: string, does: Message][] = [
  ['from:', msg('What one person said: from:@maya, or from:me')],
  ['in:', msg('In one room, or with one person: in:Deploys, in:@maya')],
  ['has:', msg('With a file, image, link, card, code, reaction or pin')],
  ['after:', msg('After a day: after:2026-03-31, after:yesterday')],
  ['before:', msg('Before a day: before:2026-03-31')],
  ['on:', msg('On one day: on:today')],
]

/** Before anything was asked: what was sought lately, and how one can ask. */
export function Lessons({ onChange, onAsk }: Props) {
  const { me } = useChat()
  const [recent] = useState(() => recentSearches(me.id))
  return (
    <div className={styles.lessons}>
      {recent.length > 0 && (
        <section>
          <h2>{t('Recent searches')}</h2>
          <ul>
            {recent.map((query) => (
              <li key={query}>
                <button type="button" className={styles.lesson} onClick={() => onChange(query)}>
                  <Icon of={History} size="sm" />
                  <span className="cut" translate="no">
                    {query}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{t('Narrow the search')}</h2>
        <ul>
          {LESSONS.map(([text, does]) => (
            <li key={text}>
              <button type="button" className={styles.lesson} onClick={() => onAsk(text)}>
                <code translate="no">{text}</code>
                <span>{t(does)}</span>
              </button>
            </li>
          ))}
        </ul>
        <p className={styles.tip}>
          {t(
            'Put words in quotes to find them side by side: "disk full". Host names, error codes and beginnings of words are found too.',
          )}
        </p>
      </section>
    </div>
  )
}
