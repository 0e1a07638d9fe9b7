import { useState } from 'react'
import { sentence } from '../api/errors'
import { useChat } from '../chat/context'
import { msg, t } from '../i18n'
import { Button, Dialog, TextField } from '../ui'
import styles from './date-dialog.module.css'
import type { ChatKey } from './model'

interface Props {
  chatKey: ChatKey
  onClose: () => void
}

/** The dialog gives the focus back when it has closed. */
const FOCUS_AFTER_MS = 50
const SOON = [
  { text: msg('Yesterday'), days: 1 },
  { text: msg('A week ago'), days: 7 },
  { text: msg('A month ago'), days: 30 },
]

/** Goes to the messages of another day. */
export default function DateDialog({ chatKey, onClose }: Props) {
  const chat = useChat()
  const today = new Date()
  const [day, setDay] = useState(asField(today))
  const [error, setError] = useState<string | null>(null)
  const [isGoing, setGoing] = useState(false)
  async function go(to: Date) {
    setGoing(true)
    setError(null)
    try {
      await chat.chat(chatKey).goToDate(to)
      onClose()
      // What had the focus went with the messages that were there.
      setTimeout(
        () => document.querySelector<HTMLElement>('[data-region="timeline"]')?.focus(),
        FOCUS_AFTER_MS,
      )
    } catch (refusal) {
      setError(sentence(refusal))
      setGoing(false)
    }
  }
  const chosen = fromField(day)
  const submit = () => (chosen ? void go(chosen) : setError(t('Choose a day.')))
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('Jump to a date')}
      foot={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="go" working={isGoing && t('Going…')} onClick={submit}>
            {t('Jump')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <TextField
          label={t('Day')}
          type="date"
          max={asField(today)}
          value={day}
          error={error ?? undefined}
          onChange={(event) => setDay(event.target.value)}
          onKeyDown={(event) => {
            // A field of this kind keeps Enter for itself.
            if (event.key !== 'Enter') return
            event.preventDefault()
            submit()
          }}
        />
      </form>
      <div className={styles.soon}>
        {SOON.map(({ text, days }) => (
          <Button key={days} size="sm" onClick={() => void go(daysAgo(today, days))}>
            {t(text)}
          </Button>
        ))}
        <Button size="sm" onClick={() => void go(new Date(0))}>
          {t('The first message')}
        </Button>
      </div>
    </Dialog>
  )
}

function daysAgo(today: Date, days: number): Date {
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() - days)
}

/** `2026-05-14`, of this machine's day. */
function asField(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** The beginning of that day here. */
function fromField(text: string): Date | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []
  return year ? new Date(Number(year), Number(month) - 1, Number(day)) : null
}
