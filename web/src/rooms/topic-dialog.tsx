import { useId, useState } from 'react'
import { sentence } from '../api/errors'
import { t } from '../i18n'
import { Button, Dialog, TextField } from '../ui'
import { setTopic } from './calls'
import type { RoomEntry } from './model'

const LONGEST = 250

export default function TopicDialog({ room, onClose }: { room: RoomEntry; onClose: () => void }) {
  const form = useId()
  const [topic, change] = useState(room.topic)
  const [error, setError] = useState<string | null>(null)
  const [isWorking, setWorking] = useState(false)
  async function save() {
    setWorking(true)
    try {
      await setTopic(room.id, topic.trim())
      onClose()
    } catch (refusal) {
      setError(sentence(refusal))
      setWorking(false)
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('Change the topic')}
      dirty={topic !== room.topic}
      foot={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="go" type="submit" form={form} working={isWorking && t('Saving…')}>
            {t('Change topic')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextField
          label={t('Topic of {name}', { name: room.name })}
          value={topic}
          maxLength={LONGEST}
          placeholder={t('One line: what belongs here')}
          hint={t('{n} of {most}', { n: topic.length, most: LONGEST })}
          error={error}
          onChange={(event) => change(event.target.value)}
        />
      </form>
    </Dialog>
  )
}
