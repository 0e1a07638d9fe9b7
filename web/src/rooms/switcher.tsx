import { Dialog } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import { Fragment, type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useChat, useShownKey } from '../chat/context'
import { shownBefore } from '../chat/last-shown'
import { pathOf, searchPath } from '../chat/paths'
import { plural, rich, t } from '../i18n'
import { Badge, cx, Icon, useQuietBehind } from '../ui'
import { find, type Hit, isArchived } from './find'
import { isUnread } from './model'
import { FROM_LIST } from './room-row'
import styles from './switcher.module.css'
import { HitLine } from './switcher-hit'

interface Props {
  start: string
  onClose: () => void
  onCreateRoom: (name: string) => void
}

/** Ctrl K: jump to a room or person. The first hit is chosen at once. */
export default function Switcher({ start, onClose, onCreateRoom }: Props) {
  const [, navigate] = useLocation()
  const [asked, setAsked] = useState(start)
  const [chosen, setChosen] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const hasGone = useRef(false)
  const id = useId()
  const shown = useShownKey()
  const hits = useHits(asked)
  useQuietBehind()
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })
  function go(hit: Hit | undefined): void {
    if (!hit) return
    hasGone.current = hit.kind === 'create' || hit.kind === 'search' || hit.key !== shown
    onClose()
    if (hit.kind === 'create') onCreateRoom(hit.name)
    else if (hit.kind === 'search') navigate(searchPath(hit.words))
    else navigate(pathOf(hit.key), shown ? {} : { state: FROM_LIST })
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return
    const last = hits.length - 1
    if (event.key === 'ArrowDown') setChosen((at) => (at >= last ? 0 : at + 1))
    else if (event.key === 'ArrowUp') setChosen((at) => (at <= 0 ? last : at - 1))
    else if (event.key === 'Enter') go(hits[chosen])
    else return
    event.preventDefault()
  }
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.scrim} />
        <Dialog.Popup
          className={styles.box}
          aria-label={t('Jump to a room or person')}
          // Where one has gone the focus is set already: it does not go back to what opened this.
          finalFocus={() => !hasGone.current}
        >
          <div className={styles.ask}>
            <Icon of={Search} />
            <input
              value={asked}
              placeholder={t('Jump to a room or person')}
              aria-label={t('Jump to a room or person')}
              role="combobox"
              aria-expanded="true"
              aria-controls={id}
              aria-activedescendant={hits.length > 0 ? `${id}-${chosen}` : undefined}
              autoComplete="off"
              spellCheck={false}
              enterKeyHint="go"
              onChange={(event) => {
                setAsked(event.target.value)
                setChosen(0)
              }}
              onKeyDown={onKeyDown}
            />
          </div>
          <div className={styles.list} role="listbox" id={id} aria-label={t('Rooms and people')} ref={list}>
            {hits.length > 0 && isAction(hits[0]) && (
              <p className={styles.none}>{t('No room or person with that name.')}</p>
            )}
            {hits.map((hit, i) => (
              <Fragment key={hit.key}>
                <Between before={hits[i - 1]} hit={hit} />
                {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus */}
                <div
                  id={`${id}-${i}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={i === chosen}
                  className={cx(styles.option, isHitUnread(hit) && styles.unread)}
                  onPointerMove={() => setChosen(i)}
                  onClick={() => go(hit)}
                >
                  <HitLine hit={hit} isUnread={isHitUnread(hit)} />
                  <Waiting hit={hit} />
                  {i === chosen && (
                    <span aria-hidden="true">
                      <kbd>{t('Enter')}</kbd>
                    </span>
                  )}
                </div>
              </Fragment>
            ))}
            {hits.length === 0 && <p className={styles.none}>{t('No room or person with that name.')}</p>}
          </div>
          <Keys />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** As things were when the word was typed: the lines do not move under the pointer. */
function useHits(asked: string): Hit[] {
  const chat = useChat()
  const shown = useShownKey()
  return useMemo(() => {
    const { me } = chat
    const { rooms } = chat.rooms.store.getState()
    const { people } = chat.people.store.getState()
    return find({
      word: asked,
      rooms: rooms.values(),
      people: people.values(),
      me: me.id,
      shown,
      before: shownBefore(me.id),
      canCreate: !me.is_guest,
    })
  }, [asked, chat, shown])
}

function isHitUnread(hit: Hit): boolean {
  if (hit.kind === 'room') return isUnread(hit.room)
  return hit.kind === 'person' && isUnread(hit.person)
}

const isAction = (hit: Hit | undefined) => hit?.kind === 'create' || hit?.kind === 'search'

function Heading({ children }: { children: string }) {
  return (
    <div className={styles.heading} role="presentation">
      {children}
    </div>
  )
}

/** The heading of what begins here, if something does. */
function Between({ before, hit }: { before: Hit | undefined; hit: Hit }) {
  if (isAction(hit) && !isAction(before)) return <Heading>{t('Actions')}</Heading>
  if (isArchived(hit) && !(before && isArchived(before))) return <Heading>{t('Archived')}</Heading>
  return null
}

/** What waits there: mentions of a room, messages of a person. */
function Waiting({ hit }: { hit: Hit }) {
  if (hit.kind === 'room' && hit.room.mentions > 0) {
    const { mentions } = hit.room
    return (
      <Badge
        count={mentions}
        what={plural(mentions, { one: '{n} mention of you', other: '{n} mentions of you' })}
      />
    )
  }
  if (hit.kind !== 'person' || !isUnread(hit.person)) return null
  const count = hit.person.last_position - hit.person.read_position
  return (
    <Badge count={count} what={plural(count, { one: '{n} unread message', other: '{n} unread messages' })} />
  )
}

function Keys() {
  return (
    <div className={styles.foot} aria-hidden="true">
      <span>{rich('{up} {down} choose', { up: <kbd>↑</kbd>, down: <kbd>↓</kbd> })}</span>
      <span>{rich('<k>Enter</k> open', { k: (key) => <kbd>{key}</kbd> })}</span>
      <span>{rich('<k>@</k> people only', { k: (key) => <kbd>{key}</kbd> })}</span>
      <span>{rich('<k>Esc</k> close', { k: (key) => <kbd>{key}</kbd> })}</span>
    </div>
  )
}
