import { type KeyboardEvent, type ReactNode, useId } from 'react'
import { t } from '../i18n'
import { direction } from '../i18n/language'
import { cx } from '../ui'
import styles from './side.module.css'
import { TAB_NAMES, type Tab } from './tab'

interface Props {
  tabs: readonly Tab[]
  /** Names of tabs that are called otherwise here. */
  names?: Partial<Record<Tab, string>>
  chosen: Tab
  onChoose: (tab: Tab) => void
  children: ReactNode
}

/** One tab stop; arrow keys choose. */
export function Tabs({ tabs, names, chosen, onChoose, children }: Props) {
  const id = useId()
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const forward = direction() === 'rtl' ? -1 : 1
    const step = { ArrowRight: forward, ArrowLeft: -forward }[event.key]
    const edge = { Home: 0, End: -1 }[event.key]
    if (step === undefined && edge === undefined) return
    event.preventDefault()
    const at = tabs.indexOf(chosen)
    const next = edge === undefined ? tabs[(at + (step ?? 0) + tabs.length) % tabs.length] : tabs.at(edge)
    if (!next) return
    onChoose(next)
    document.getElementById(`${id}-${next}`)?.focus()
  }
  return (
    <>
      <div className={styles.tabs} role="tablist" aria-label={t('About this chat')}>
        {tabs.map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`${id}-${tab}`}
            className={cx(styles.tab, tab === chosen && styles.chosen)}
            aria-selected={tab === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={tab === chosen ? 0 : -1}
            onClick={() => onChoose(tab)}
            onKeyDown={onKeyDown}
          >
            {names?.[tab] ?? t(TAB_NAMES[tab])}
          </button>
        ))}
      </div>
      <div
        className={styles.content}
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${chosen}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is a tab stop, so that keys can scroll it
        tabIndex={0}
      >
        {children}
      </div>
    </>
  )
}
