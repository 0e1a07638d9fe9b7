import { CircleAlert } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { useFreeText } from '../composer/free-text'
import { isSendKey } from '../composer/send-key'
import { rich, t } from '../i18n'
import { Button, Icon } from '../ui'
import styles from './editor.module.css'
import { useGrow } from './use-grow'

/** The text of a message while it is edited, in its place. Enter saves, Esc leaves it as it was. */
export default function Editor() {
  const { changes } = useChat()
  const editing = useStore(changes.store, (state) => state.editing)
  const area = useRef<HTMLTextAreaElement>(null)
  const text = editing?.text ?? ''
  const first = useFreeText(area, text)
  useGrow(area, text)
  useEffect(() => {
    const field = area.current
    field?.focus({ preventScroll: true })
    field?.setSelectionRange(field.value.length, field.value.length)
  }, [])
  async function save() {
    if (await changes.save()) toComposer()
  }
  function leave() {
    changes.cancelEdit()
    toComposer()
  }
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    // Keys of the editor are not those of the timeline.
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      event.nativeEvent.stopPropagation()
      leave()
    } else if (isSendKey(event, text, event.currentTarget.selectionStart)) {
      event.preventDefault()
      void save()
    }
  }
  return (
    <div className={styles.editor}>
      <textarea
        ref={area}
        rows={1}
        defaultValue={first}
        aria-label={t('Edit message')}
        aria-invalid={editing?.error ? true : undefined}
        onChange={(event) => changes.write(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {editing?.error && (
        <p className={styles.error} role="alert">
          <Icon of={CircleAlert} size="sm" /> {editing.error}
        </p>
      )}
      <div className={styles.foot}>
        <span className="grow not-phone">
          {rich('<b>Enter</b> saves · <b>Esc</b> leaves it as it was', { b: (text) => <b>{text}</b> })}
        </span>
        <Button size="sm" onClick={leave}>
          {t('Cancel')}
        </Button>
        <Button size="sm" look="go" onClick={() => void save()} working={editing?.isSaving && t('Saving…')}>
          {t('Save')}
        </Button>
      </div>
    </div>
  )
}

function toComposer(): void {
  if (window.matchMedia('(pointer: fine)').matches) {
    document.querySelector<HTMLElement>('[data-region="composer"] textarea')?.focus()
  }
}
