import { useState } from 'react'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import { Button, Dialog, TextField } from '../ui'

const LONGEST = 50

/** One line that everybody sees beside the name. */
export default function StatusDialog({ onClose }: { onClose: () => void }) {
  const { presence } = useChat()
  const chosen = useStore(presence.store)
  const [text, setText] = useState<string | null>(null)
  const save = (status: string) => {
    presence.choose({ ...chosen, status: status.trim() })
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('Say what you are doing')}
      dirty={text !== null}
      foot={
        <>
          {chosen.status && (
            <Button look="plain" onClick={() => save('')}>
              {t('Clear')}
            </Button>
          )}
          <span className="grow" />
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="go" onClick={() => save(text ?? chosen.status)}>
            {t('Save')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save(text ?? chosen.status)
        }}
      >
        <TextField
          label={t('Status')}
          hint={t('Everybody sees it beside your name.')}
          placeholder={t('On the quay until noon')}
          maxLength={LONGEST}
          value={text ?? chosen.status}
          onChange={(event) => setText(event.target.value)}
        />
      </form>
    </Dialog>
  )
}
