import { ArrowUp, AtSign, Code, TextQuote, X } from 'lucide-react'
import {
  type ClipboardEvent,
  type KeyboardEvent,
  lazy,
  type Ref,
  Suspense,
  useImperativeHandle,
  useRef,
  useState,
} from 'react'
import { useChat, useConnection } from '../chat/context'
import { rich, t } from '../i18n'
import type { ChatKey, ChatMessage } from '../messages/model'
import { said } from '../messages/said'
import { useGrow } from '../messages/use-grow'
import { cx, Icon, IconButton, Tooltip, toast } from '../ui'
import { AttachButton } from './attach-button'
import { ChoiceList } from './choice-list'
import { type Choice, complete } from './completion'
import styles from './composer.module.css'
import { EmoticonButton } from './emoticon-button'
import { isBigPaste, pastedFiles, snippet } from './pasted'
import { TypingLine } from './typing-line'
import { useAttached, useHasAttached } from './use-attached'
import { useCompletion } from './use-completion'

const AttachedFiles = lazy(() => import('./attached-files'))
const BigPaste = lazy(() => import('./big-paste'))

export interface ComposerHandle {
  focus: () => void
  /** Puts a text in, as when a failed message is edited. */
  put: (text: string) => void
  /** Puts a text behind what is there. */
  append: (text: string) => void
}

interface Props {
  chatKey: ChatKey
  name: string
  replyTo: ChatMessage | null
  onReplyDone: () => void
  /** The last message of one's own is to be edited. */
  onEditLast: () => void
  ref: Ref<ComposerHandle>
}

const LONGEST = 10_000

/** Where one writes. Enter sends, Shift Enter makes a new line; what is not sent is kept as a draft. */
export function Composer({ chatKey, name, replyTo, onReplyDone, onEditLast, ref }: Props) {
  const chat = useChat()
  const { state } = useConnection()
  const [text, setText] = useState(() => chat.drafts.get(chatKey))
  const [caret, setCaret] = useState(text.length)
  const area = useRef<HTMLTextAreaElement>(null)
  const list = useCompletion(chatKey, text, caret)
  const files = useAttached(chatKey)
  const hasAttached = useHasAttached(chatKey)
  const [bigPaste, setBigPaste] = useState<string | null>(null)
  const isEmpty = text.trim() === '' && files.length === 0

  function write(next: string, caretAt = next.length): void {
    setText(next)
    setCaret(caretAt)
    chat.drafts.set(chatKey, next)
    requestAnimationFrame(() => {
      area.current?.focus()
      area.current?.setSelectionRange(caretAt, caretAt)
    })
  }
  function type(next: string): void {
    setText(next)
    chat.drafts.set(chatKey, next)
    if (next.trim()) chat.type(chatKey)
  }
  function insert(word: string): void {
    const at = area.current?.selectionStart ?? text.length
    const space = at > 0 && !/\s/.test(text[at - 1] ?? '') ? ' ' : ''
    const before = text.slice(0, at) + space + word
    write(before + text.slice(at), before.length)
  }
  /** HipChat's form of a whole message: a word at its beginning, set and taken away again. */
  function togglePrefix(prefix: string): void {
    write(
      text.startsWith(`${prefix} `)
        ? text.slice(prefix.length + 1)
        : `${prefix} ${text.replace(/^\/\w+ /, '')}`,
    )
  }
  function send(): void {
    if (isEmpty) return
    const mended = chat.mend(chatKey, text.trim())
    if (typeof mended === 'string') {
      toast(mended)
      return
    }
    if (!mended) chat.send(chatKey, text.trim(), replyTo?.id)
    write('')
    onReplyDone()
  }
  function attach(chosen: readonly File[]): void {
    if (chosen.length > 0) chat.attachments.add(chatKey, chosen)
    area.current?.focus()
  }
  function onPaste(event: ClipboardEvent): void {
    const pasted = pastedFiles(event.clipboardData)
    const big = event.clipboardData.getData('text/plain')
    if (pasted.length > 0) attach(pasted)
    else if (isBigPaste(big)) setBigPaste(big)
    else return
    event.preventDefault()
  }
  function settlePaste(settled: 'file' | 'text' | 'gone'): void {
    setBigPaste(null)
    if (settled === 'file') attach([snippet(bigPaste ?? '')])
    else if (settled === 'text') insertRaw(bigPaste ?? '')
    else area.current?.focus()
  }
  function insertRaw(pasted: string): void {
    const from = area.current?.selectionStart ?? text.length
    const to = area.current?.selectionEnd ?? from
    write(text.slice(0, from) + pasted + text.slice(to), from + pasted.length)
  }
  function choose(choice: Choice): void {
    if (!list.asked) return
    const done = complete(text, list.asked, choice)
    write(done.text, done.caret)
  }
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    // Keys that belong to an input method are not ours.
    if (event.nativeEvent.isComposing) return
    if (list.isOpen && takeListKey(event, list, choose)) return
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault()
      send()
    } else if (event.key === 'Escape' && replyTo) {
      onReplyDone()
    } else if (event.key === 'ArrowUp' && isEmpty && text === '' && !event.shiftKey) {
      event.preventDefault()
      onEditLast()
    }
  }
  useImperativeHandle(ref, () => ({
    focus: () => area.current?.focus(),
    put: (put) => write(text ? `${put}\n${text}` : put),
    append: (more) => write(text && !/\s$/.test(text) ? `${text} ${more}` : text + more),
  }))
  useGrow(area, text)

  return (
    <div className={styles.compose} data-region="composer">
      <TypingLine chatKey={chatKey} />
      {list.isOpen && (
        <ChoiceList
          id={list.id}
          choices={list.choices}
          chosen={list.chosen}
          onPoint={list.point}
          onChoose={choose}
        />
      )}
      <div className={styles.box}>
        {hasAttached && (
          <Suspense fallback={null}>
            <AttachedFiles chatKey={chatKey} />
          </Suspense>
        )}
        {bigPaste !== null && (
          <Suspense fallback={null}>
            <BigPaste
              text={bigPaste}
              isFileOnly={bigPaste.length + text.length > LONGEST}
              onFile={() => settlePaste('file')}
              onText={() => settlePaste('text')}
              onDrop={() => settlePaste('gone')}
            />
          </Suspense>
        )}
        {replyTo && <ReplyLine message={replyTo} onClose={onReplyDone} />}
        <textarea
          ref={area}
          className={styles.ink}
          rows={1}
          maxLength={LONGEST}
          value={text}
          placeholder={
            state === 'apart'
              ? t('Message {name}. It will be sent when you are back', { name })
              : t('Message {name}', { name })
          }
          aria-label={t('Message {name}', { name })}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={list.isOpen ? list.id : undefined}
          aria-activedescendant={list.isOpen ? `${list.id}-${list.chosen}` : undefined}
          enterKeyHint="send"
          onChange={(event) => type(event.target.value)}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <div className={styles.tools}>
          <AttachButton chatKey={chatKey} onFiles={attach} />
          <EmoticonButton onChoose={insert} />
          <IconButton icon={AtSign} label={t('Mention somebody')} onClick={() => insert('@')} />
          <span className={cx(styles.sep, 'not-phone')} />
          <span className="not-phone">
            <IconButton icon={Code} label={t('Code')} onClick={() => togglePrefix('/code')} />
            <IconButton icon={TextQuote} label={t('Quote')} onClick={() => togglePrefix('/quote')} />
          </span>
          <span className="grow" />
          <Tooltip
            text={isEmpty ? t('Write something or attach a file first') : t('Send')}
            keys={isEmpty ? undefined : 'Enter'}
          >
            <button
              type="button"
              className={styles.send}
              aria-label={t('Send')}
              aria-disabled={isEmpty}
              onClick={send}
            >
              <Icon of={ArrowUp} />
            </button>
          </Tooltip>
        </div>
      </div>
      <div className={styles.hints}>
        <span>
          {rich('<b>Enter</b> sends · <b>Shift Enter</b> makes a new line', {
            b: (text) => <b>{text}</b>,
          })}
        </span>
        {text.trim() !== '' && <span>{t('Draft kept')}</span>}
      </div>
    </div>
  )
}

/** True when the key was for the list. */
function takeListKey(
  event: KeyboardEvent,
  list: ReturnType<typeof useCompletion>,
  choose: (choice: Choice) => void,
): boolean {
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') list.move(event.key === 'ArrowDown' ? 1 : -1)
  else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && list.choice)
    choose(list.choice)
  else if (event.key === 'Escape') list.dismiss()
  else return false
  event.preventDefault()
  event.stopPropagation()
  return true
}

function ReplyLine({ message, onClose }: { message: ChatMessage; onClose: () => void }) {
  return (
    <div className={styles.reply}>
      <span className="grow cut">
        {rich('Reply to {name} {text}', { name: <b>{message.from?.name}</b>, text: said(message) })}
      </span>
      <IconButton icon={X} size="sm" label={t('Do not reply')} onClick={onClose} />
    </div>
  )
}
