import { useVirtualizer } from '@tanstack/react-virtual'
import { Search } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { EMOTICON_NAMES, FREQUENT_EMOTICONS, useCustomEmoticons } from '../emoticons'
import { t } from '../i18n'
import { onwards } from '../i18n/language'
import { recentOf } from '../reactions/recent'
import { Icon } from '../ui'
import { type EmojiGroup, loadEmoji } from './catalogue'
import styles from './emoji.module.css'
import { EmojiImage } from './emoji-image'
import { type Cell, inRows, nextCell, sectionsFor } from './sections'
import { keepTone, ToneChoice, useTone } from './tone-choice'

const COLUMNS = 8
const CELL = 40
const HEADING = 30

interface Props {
  search: RefObject<HTMLInputElement | null>
  onChoose: (emoji: string) => void
}

/** The search, and below it all that fits. The focus stays in the search; the arrow keys move through the grid. */
export function EmojiPanel({ search, onChoose }: Props) {
  const { groupName, recent } = useChat()
  const own = useCustomEmoticons()
  const used = useStore(recent.store, (store) => store.used)
  const groups = useEmoji()
  const [query, setQuery] = useState('')
  const [tone, setTone] = useTone()
  const [active, setActive] = useState<Cell | null>(null)
  const [pointed, setPointed] = useState<string | null>(null)
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => {
    const sections = sectionsFor({
      query,
      groups: groups ?? [],
      recent: recentOf(used),
      own: { name: groupName, names: [...own.keys()] },
      emoticons: [...new Set([...FREQUENT_EMOTICONS, ...EMOTICON_NAMES])],
      tone,
    })
    return inRows(sections, COLUMNS)
  }, [query, groups, used, own, groupName, tone])
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: (index) => (rows[index]?.kind === 'heading' ? HEADING : CELL),
    overscan: 4,
  })
  // The sizes of all rows are others when other rows are shown.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => virtualizer.measure(), [rows, virtualizer])
  const moved = active && rows[active.row]?.kind === 'cells' ? active : null
  // The first that was found is what Enter takes.
  const at = moved ?? (query ? nextCell(rows, null, 'ArrowRight') : null)
  const chosen = at && chosenAt(rows, at)
  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      if (chosen) onChoose(chosen.text)
    } else {
      const next = nextCell(rows, at, onwards(event.key))
      if (!next || (isSideways(event.key) && !moved)) return
      setActive(next)
      setPointed(null)
      virtualizer.scrollToIndex(next.row)
    }
    event.preventDefault()
  }
  return (
    <>
      <div className={styles.head}>
        <label className={styles.search}>
          <Icon of={Search} size="sm" />
          <input
            ref={search}
            type="text"
            role="combobox"
            aria-expanded="true"
            aria-controls={id}
            aria-activedescendant={at ? `${id}-${at.row}-${at.column}` : undefined}
            aria-label={t('Search emoji')}
            placeholder={t('Search emoji')}
            autoComplete="off"
            value={query}
            onChange={(event) => {
              setQuery(event.target.value)
              setActive(null)
              list.current?.scrollTo({ top: 0 })
            }}
            onKeyDown={onKeyDown}
          />
        </label>
        <ToneChoice
          tone={tone}
          onChange={(next) => {
            keepTone(next)
            setTone(next)
          }}
        />
      </div>
      <div ref={list} id={id} role="listbox" aria-label={t('Emoji')} className={styles.list} tabIndex={-1}>
        {groups && rows.length === 0 && <p className={styles.none}>{t('Nothing is called that.')}</p>}
        <div className={styles.all} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rows[index]
            if (!row) return null
            const place = { transform: `translateY(${start}px)` }
            if (row.kind === 'heading') {
              return (
                <div key={row.key} role="presentation" className={styles.heading} style={place}>
                  {row.title}
                </div>
              )
            }
            return (
              <div key={row.key} role="presentation" className={styles.row} style={place}>
                {row.cells.map(({ text, label }, column) => (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the search, which keeps the focus
                  <div
                    key={text}
                    id={`${id}-${index}-${column}`}
                    role="option"
                    tabIndex={-1}
                    aria-selected={at?.row === index && at.column === column}
                    aria-label={label}
                    className={styles.cell}
                    onPointerEnter={() => setPointed(label)}
                    onPointerDown={(event) => event.preventDefault()}
                    onClick={() => onChoose(text)}
                  >
                    <EmojiImage text={text} />
                  </div>
                ))}
              </div>
            )
          })}
        </div>
      </div>
      {pointed || chosen ? (
        <p className={styles.name} translate="no">
          {pointed ?? chosen?.label}
        </p>
      ) : (
        <p className={styles.name}>{t('In a message, a colon and a few letters find them too.')}</p>
      )}
    </>
  )
}

function useEmoji(): EmojiGroup[] | null {
  const [groups, setGroups] = useState<EmojiGroup[] | null>(null)
  useEffect(() => {
    let isGone = false
    loadEmoji().then(
      (loaded) => isGone || setGroups(loaded),
      () => isGone || setGroups([]),
    )
    return () => {
      isGone = true
    }
  }, [])
  return groups
}

function chosenAt(rows: ReturnType<typeof inRows>, cell: Cell | null) {
  const row = cell && rows[cell.row]
  return row?.kind === 'cells' ? row.cells[cell?.column ?? 0] : undefined
}

function isSideways(key: string): boolean {
  return key === 'ArrowLeft' || key === 'ArrowRight'
}
