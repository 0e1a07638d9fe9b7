import { Search, X } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { Back } from '../chat/back'
import { useChat } from '../chat/context'
import { lastShown } from '../chat/last-shown'
import { pathOf } from '../chat/paths'
import shell from '../chat/shell.module.css'
import { t } from '../i18n'
import header from '../rooms/header.module.css'
import { Icon, IconButton } from '../ui'
import { Filters } from './filters'
import { keepSearch } from './recent'
import { Results } from './results'
import styles from './search.module.css'
import { SearchField, type SearchFieldHandle } from './search-field'
import { TabList } from './tab-list'
import { useAddress } from './use-address'

/** «/search»: messages, files, rooms and people, as far as this person may see them. */
export default function SearchPage() {
  const chat = useChat()
  const [, navigate] = useLocation()
  const address = useAddress()
  const field = useRef<SearchFieldHandle>(null)
  const page = useRef<HTMLElement>(null)
  const [keeps, setKeeps] = useState(0)
  const close = useCallback(() => {
    const last = lastShown(chat.me.id)
    navigate(last && chat.place(last) ? pathOf(last) : '/')
  }, [chat, navigate])
  const keep = useCallback(() => {
    keepSearch(chat.me.id, address.query)
    setKeeps((count) => count + 1)
  }, [chat, address.query])
  /** Into the field, with an operator to be filled in. */
  function ask(operator: string) {
    const text = address.text.trimEnd()
    address.type(text ? `${text} ${operator}` : operator)
    field.current?.focusEnd()
  }
  useEffect(() => field.current?.focusEnd(), [])
  return (
    <div className={shell.sheet} data-side="off">
      <header className={header.head}>
        <div className={header.line}>
          <Back />
          <div className={header.names}>
            <h1 className={header.title}>
              <Icon of={Search} />
              {t('Search')}
            </h1>
          </div>
          {/* not translated: the name of a key */}
          <IconButton icon={X} label={t('Close search')} keys="Esc" onClick={close} />
        </div>
      </header>
      <main className={shell.main} id="conversation" ref={page} data-region="search">
        <div className={styles.find}>
          <SearchField
            ref={field}
            text={address.text}
            keeps={keeps}
            onType={address.type}
            onSubmit={(query) => {
              address.set(query)
              keepSearch(chat.me.id, query)
              setKeeps((count) => count + 1)
            }}
            onDown={() => page.current?.querySelector<HTMLElement>('[data-hit]')?.focus()}
            onClose={close}
          />
          <Filters tab={address.tab} query={address.text} onChange={address.set} onAsk={ask} />
          <TabList tab={address.tab} onChange={(tab) => address.set(address.text, tab)} />
          <Results
            tab={address.tab}
            query={address.query}
            onChange={address.set}
            onAsk={ask}
            onKeep={keep}
            onUp={() => field.current?.focusEnd()}
          />
        </div>
      </main>
    </div>
  )
}
