import { Search, X } from 'lucide-react'
import { type KeyboardEvent, type Ref, useId, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { useChat, usePeople, useRooms } from '../chat/context'
import { t } from '../i18n'
import { Icon, IconButton } from '../ui'
import { ChoiceLine } from './choice-line'
import { type Asked, askedAt, type Choice, choicesFor, completed } from './completion'
import { forgetSearch, recentSearches } from './recent'
import styles from './search.module.css'

export interface SearchFieldHandle {
  focusEnd: () => void
}

interface Props {
  ref: Ref<SearchFieldHandle>
  text: string
  /** Goes up when a search was kept, so that the list of recent ones is read anew. */
  keeps: number
  onType: (text: string) => void
  onSubmit: (text: string) => void
  /** Down from the field, into what was found. */
  onDown: () => void
  onClose: () => void
}

/** The search field. Operators, their values and recent searches are offered below; the focus stays in the text. */
export function SearchField({ ref, text, keeps, onType, onSubmit, onDown, onClose }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [caret, setCaret] = useState(text.length)
  const [isShut, setShut] = useState(true)
  const [chosen, setChosen] = useState(-1)
  const id = useId()
  const { asked, choices, forget } = useChoices(text, caret, keeps)
  const isOpen = !isShut && choices.length > 0
  // A value is most likely the first one; a word like «in» or «on» may be meant as it is.
  const at = chosen < 0 && asked?.operator ? 0 : chosen
  useImperativeHandle(ref, () => ({
    focusEnd() {
      const field = input.current
      if (!field) return
      // After the text has been drawn.
      requestAnimationFrame(() => {
        field.focus()
        field.setSelectionRange(field.value.length, field.value.length)
        setCaret(field.value.length)
        setShut(false)
      })
    },
  }))
  function choose(choice: Choice | undefined) {
    if (!choice) return
    setChosen(-1)
    if (choice.kind === 'recent' || !asked) {
      setShut(true)
      onSubmit(choice.text)
      input.current?.focus()
      return
    }
    const next = completed(text, asked, choice)
    onType(next.query)
    setCaret(next.caret)
    setShut(choice.kind !== 'operator')
    requestAnimationFrame(() => {
      input.current?.focus()
      input.current?.setSelectionRange(next.caret, next.caret)
    })
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return
    const done = keyDone(event.key)
    if (done) event.preventDefault()
  }
  function keyDone(key: string): boolean {
    switch (key) {
      case 'ArrowDown':
        if (isOpen) setChosen(Math.min(at + 1, choices.length - 1))
        else onDown()
        return true
      case 'ArrowUp':
        if (!isOpen) return false
        setChosen(Math.max(at - 1, -1))
        return true
      case 'Tab':
        if (!isOpen || at < 0) return false
        choose(choices[at])
        return true
      case 'Enter':
        if (isOpen && at >= 0) choose(choices[at])
        else {
          setShut(true)
          onSubmit(text)
        }
        return true
      case 'Escape':
        if (isOpen) setShut(true)
        else onClose()
        return true
    }
    return false
  }
  return (
    <search className={styles.ask}>
      <Icon of={Search} />
      <input
        ref={input}
        className={styles.input}
        value={text}
        maxLength={1000}
        placeholder={t('What are you looking for?')}
        aria-label={t('Search')}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && at >= 0 ? `${id}-${at}` : undefined}
        autoComplete="off"
        enterKeyHint="search"
        spellCheck={false}
        onChange={(event) => {
          onType(event.target.value)
          setCaret(event.target.selectionStart ?? event.target.value.length)
          setShut(false)
          setChosen(-1)
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
        onKeyDown={onKeyDown}
        onClick={() => setShut(false)}
        onBlur={() => setShut(true)}
      />
      {text && (
        <IconButton
          icon={X}
          size="sm"
          label={t('Clear')}
          onClick={() => {
            onSubmit('')
            input.current?.focus()
          }}
        />
      )}
      {isOpen && (
        <div className={styles.choices} role="listbox" id={id} aria-label={t('Suggestions')}>
          {!asked && <div className={styles.choicesHead}>{t('Recent searches')}</div>}
          {choices.map((choice, i) => (
            <ChoiceLine
              key={choice.text}
              id={`${id}-${i}`}
              choice={choice}
              isChosen={i === at}
              onPoint={() => setChosen(i)}
              onChoose={() => choose(choice)}
              onForget={() => forget(choice.text)}
            />
          ))}
        </div>
      )}
    </search>
  )
}

/** What can be offered where the caret stands; recent searches for an empty field. */
function useChoices(text: string, caret: number, keeps: number) {
  const chat = useChat()
  const rooms = useRooms()
  const people = usePeople()
  const [forgotten, setForgotten] = useState(0)
  const me = chat.me.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: the two counts say that the kept ones are others
  const found = useMemo((): { asked: Asked | null; choices: Choice[] } => {
    if (!text.trim()) {
      return { asked: null, choices: recentSearches(me).map((one) => ({ kind: 'recent', text: one })) }
    }
    const asked = askedAt(text, caret)
    if (!asked) return { asked, choices: [] }
    const known = { rooms: rooms.values(), people: people.values(), me, today: new Date() }
    const choices = choicesFor(asked, known)
    const typed = text.slice(asked.from, asked.to)
    return { asked, choices: choices.some((choice) => choice.text === typed) ? [] : choices }
  }, [text, caret, rooms, people, me, keeps, forgotten])
  function forget(query: string) {
    forgetSearch(me, query)
    setForgotten((count) => count + 1)
  }
  return { ...found, forget }
}
