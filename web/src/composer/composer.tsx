import { type KeyboardEvent, type ReactNode, type Ref, useImperativeHandle, useRef } from 'react'
import { useChat, useConnection } from '../chat/context'
import { rich, t } from '../i18n'
import type { ChatKey, ChatMessage } from '../messages/model'
import { useGrow } from '../messages/use-grow'
import { laterPart } from '../ui/later'
import { type Choice, complete } from './completion'
import styles from './composer.module.css'
import { LengthLeft } from './length-left'
import { ReplyLine } from './reply-line'
import { isForcedSend, isInCode, isSendKey } from './send-key'
import { Tools } from './tools'
import { TypingLine } from './typing-line'
import { useAttached, useHasAttached } from './use-attached'
import { useCompletion } from './use-completion'
import { usePaste } from './use-paste'
import { useSending } from './use-sending'
import { useWriting } from './use-writing'

const AttachedFiles = laterPart(() => import('./attached-files'))
const BigPaste = laterPart(() => import('./big-paste'))
const ChoiceList = laterPart(() => import('./choice-list'))

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

const BOLD = { b: (text: ReactNode) => <b>{text}</b> }

/** Where one writes. Enter sends, Shift Enter makes a new line; what is not sent is kept as a draft. */
export function Composer({ chatKey, name, replyTo, onReplyDone, onEditLast, ref }: Props) {
  const chat = useChat()
  const { state } = useConnection()
  const area = useRef<HTMLTextAreaElement>(null)
  const writing = useWriting(chat, chatKey, area)
  const { first, text, caret, setCaret, write, type, insertRaw } = writing
  const list = useCompletion(chatKey, text, caret)
  const files = useAttached(chatKey)
  const hasAttached = useHasAttached(chatKey)
  const isEmpty = text.trim() === '' && files.length === 0
  const send = useSending(chatKey, { text, write, hasFiles: files.length > 0, replyTo, onSent: onReplyDone })

  function attach(chosen: readonly File[]): void {
    if (chosen.length > 0) chat.writing.attachments.add(chatKey, chosen)
    area.current?.focus()
  }
  const { bigPaste, onPaste, settlePaste } = usePaste(attach, insertRaw, () => area.current?.focus())
  function choose(choice: Choice): void {
    if (!list.asked) return
    const done = complete(text, list.asked, choice)
    write(done.text, done.caret)
  }
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    // Keys that belong to an input method are not ours.
    if (event.nativeEvent.isComposing) return
    const isForList = list.isOpen && !isForcedSend(event) && !isWhole(event.key, text, list.choice)
    if (isForList && takeListKey(event, list, choose)) return
    if (isSendKey(event, text, event.currentTarget.selectionStart)) {
      event.preventDefault()
      send()
    } else if (event.key === 'Escape' && replyTo) {
      // Esc without a reply is for the page.
      event.preventDefault()
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
        {hasAttached && <AttachedFiles chatKey={chatKey} />}
        {bigPaste !== null && (
          <BigPaste
            {...bigPaste}
            onFile={() => settlePaste('file')}
            onText={() => settlePaste('text')}
            onDrop={() => settlePaste('gone')}
          />
        )}
        {replyTo && <ReplyLine message={replyTo} onClose={onReplyDone} />}
        <textarea
          ref={area}
          className={styles.ink}
          rows={1}
          defaultValue={first}
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
        <Tools chatKey={chatKey} isEmpty={isEmpty} writing={writing} onFiles={attach} onSend={send} />
      </div>
      <div className={styles.hints}>
        <span>
          {isInCode(text, caret)
            ? rich('<b>Ctrl Enter</b> sends · <b>Enter</b> makes a new line', BOLD)
            : rich('<b>Enter</b> sends · <b>Shift Enter</b> makes a new line', BOLD)}
        </span>
        {text.trim() !== '' && <LengthLeft length={text.length} />}
      </div>
    </div>
  )
}

/** Enter on a command that is written out and needs nothing more is for the command. */
function isWhole(key: string, text: string, choice: Choice | undefined): boolean {
  return (
    key === 'Enter' && choice?.kind === 'command' && Boolean(choice.command.isAlone) && text === choice.text
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
