import { Dialog } from '@base-ui/react/dialog'
import { ChevronLeft, ChevronRight, Download, ExternalLink, X } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { ChatFile, ChatMessage } from '../api/types'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import { onwards } from '../i18n/language'
import type { ChatKey } from '../messages/model'
import { Icon, IconButton, useQuietBehind } from '../ui'
import { sayPast } from '../ui/times'
import { shownAs } from './kinds'
import styles from './lightbox.module.css'
import { sizeInWords } from './words'

interface Props {
  chatKey: ChatKey
  /** Id of the message whose picture is shown first. */
  start: string
  onClose: () => void
}

type WithPicture = ChatMessage & { file: ChatFile }

/** The pictures of a chat, one at a time, as large as the window allows. Arrows go on, Esc closes. */
export default function Lightbox({ chatKey, start, onClose }: Props) {
  const chat = useChat()
  const messages = useStore(chat.chat(chatKey).timeline.store, (state) => state.messages)
  const [shownId, setShown] = useState(start)
  const popup = useRef<HTMLDivElement>(null)
  useQuietBehind()
  const pictures = messages.filter(hasPicture)
  const at = pictures.findIndex(({ id }) => id === shownId)
  const shown = pictures[at]
  if (!shown) return null
  const go = (step: number) => {
    const next = pictures[at + step]
    if (next) setShown(next.id)
  }
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[onwards(event.key)]
    if (step === undefined) return
    event.preventDefault()
    go(step)
  }
  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.scrim} />
        <Dialog.Popup ref={popup} className={styles.box} initialFocus={popup} onKeyDown={onKeyDown}>
          <header className={styles.head}>
            <div className="grow">
              <Dialog.Title className={styles.name}>{shown.file.name}</Dialog.Title>
              <p className={styles.about}>
                {shown.from?.name} · {sayPast(new Date(shown.date))} · {sizeInWords(shown.file.size)}
                {pictures.length > 1 && ` · ${t('{n} of {all}', { n: at + 1, all: pictures.length })}`}
              </p>
            </div>
            <a
              className={styles.tool}
              href={shown.file.url}
              target="_blank"
              rel="noopener noreferrer"
              aria-label={t('Open the original')}
              title={t('Open the original')}
            >
              <Icon of={ExternalLink} />
            </a>
            <a
              className={styles.tool}
              href={shown.file.url}
              download={shown.file.name}
              aria-label={t('Download')}
              title={t('Download')}
            >
              <Icon of={Download} />
            </a>
            <IconButton icon={X} label={t('Close')} keys="Esc" className={styles.tool} onClick={onClose} />
          </header>
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: Esc and the button close it too */}
          {/* biome-ignore lint/a11y/noStaticElementInteractions: a click beside the picture closes it */}
          <div
            className={styles.stage}
            onClick={(event) => event.target === event.currentTarget && onClose()}
          >
            <Large key={shown.id} file={shown.file} />
          </div>
          {at > 0 && (
            <IconButton
              icon={ChevronLeft}
              label={t('Earlier picture')}
              keys="←"
              className={styles.back}
              onClick={() => go(-1)}
            />
          )}
          {at < pictures.length - 1 && (
            <IconButton
              icon={ChevronRight}
              label={t('Later picture')}
              keys="→"
              className={styles.forth}
              onClick={() => go(1)}
            />
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** The small likeness, which is here already, until the picture itself has come. */
function Large({ file }: { file: ChatFile }) {
  const [isThere, setThere] = useState(false)
  const [isBroken, setBroken] = useState(false)
  const size = { width: file.width ?? undefined, height: file.height ?? undefined }
  return (
    <>
      {!isThere && <img className={styles.picture} src={file.thumb_url ?? file.url} alt="" {...size} />}
      {!isBroken && (
        <img
          className={isThere ? styles.picture : styles.coming}
          src={file.url}
          alt={file.name}
          {...size}
          onLoad={() => setThere(true)}
          onError={() => setBroken(true)}
        />
      )}
    </>
  )
}

function hasPicture(message: ChatMessage): message is WithPicture {
  return Boolean(message.file && !message.deleted && shownAs(message.file) === 'picture')
}
