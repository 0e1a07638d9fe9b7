import { useEffect, useRef } from 'react'
import { t } from '../i18n'
import { Button } from '../ui'
import styles from './attached.module.css'
import { bulkInWords } from './pasted'

interface Props {
  text: string
  /** It is too long to be a message at all. */
  isFileOnly: boolean
  onFile: () => void
  onText: () => void
  onDrop: () => void
}

/** A big text was pasted: it waits here until one says what it is to be. */
export default function BigPaste({ text, isFileOnly, onFile, onText, onDrop }: Props) {
  const group = useRef<HTMLFieldSetElement>(null)
  useEffect(() => group.current?.querySelector('button')?.focus(), [])
  return (
    <fieldset
      ref={group}
      className={styles.offer}
      aria-label={t('Pasted text')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        onDrop()
      }}
    >
      <span className="grow" role="status">
        {t('You pasted {size}.', { size: bulkInWords(text) })}{' '}
        {isFileOnly && t('That is too long for a message.')}
      </span>
      <Button size="sm" onClick={onFile}>
        {t('Attach as a file')}
      </Button>
      {isFileOnly ? (
        <Button size="sm" look="plain" onClick={onDrop}>
          {t('Discard')}
        </Button>
      ) : (
        <Button size="sm" look="plain" onClick={onText}>
          {t('Keep as text')}
        </Button>
      )}
    </fieldset>
  )
}
