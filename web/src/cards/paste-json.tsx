import { useState } from 'react'
import { t } from '../i18n'
import { Button, Dialog, TextArea } from '../ui'
import { type Draft, draftFrom } from './draft'

/** Takes a notification that was written elsewhere. */
export function PasteJson({ onClose, onRead }: { onClose: () => void; onRead: (draft: Draft) => void }) {
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  function read() {
    const draft = draftFrom(text)
    if (typeof draft === 'string') setWrong(draft)
    else onRead(draft)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('Paste JSON')}
      dirty={text !== ''}
      foot={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="go" onClick={read}>
            {t('Take it')}
          </Button>
        </>
      }
    >
      <TextArea
        label={t('A notification, or a card alone')}
        rows={10}
        spellCheck={false}
        value={text}
        error={wrong}
        onChange={(event) => setText(event.target.value)}
      />
    </Dialog>
  )
}
