import { type FormEvent, useState } from 'react'
import { ApiError, sentence } from '../api/errors'
import { t } from '../i18n'
import { Button, Callout, PaneFoot, TextField } from '../ui'
import type { RoomSettings } from './calls'
import styles from './room-settings.module.css'
import { useRoomChange } from './use-change'

const LONGEST_NAME = 50
const LONGEST_TOPIC = 250

export function GeneralForm({ room, isFixed }: { room: RoomSettings; isFixed: boolean }) {
  const [name, setName] = useState(room.name)
  const [topic, setTopic] = useState(room.topic)
  const change = useRoomChange(room)
  const taken =
    change.error instanceof ApiError && change.error.field === 'name' ? change.error.message : null
  const isSame = name.trim() === room.name && topic.trim() === room.topic
  function submit(event: FormEvent) {
    event.preventDefault()
    if (isSame || !name.trim() || change.isPending) return
    change.mutate({
      change: {
        ...(name.trim() === room.name ? {} : { name: name.trim() }),
        ...(topic.trim() === room.topic ? {} : { topic: topic.trim() }),
      },
      done: t('Room “{name}” is changed', { name: name.trim() }),
    })
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {change.isError && !taken && (
        <Callout kind="red" alert>
          {sentence(change.error)}
        </Callout>
      )}
      <TextField
        label={t('Name')}
        value={name}
        maxLength={Math.max(LONGEST_NAME, room.name.length)}
        disabled={isFixed}
        error={name.trim() ? taken : t('A room needs a name.')}
        hint={t('Links to the room go on working when it is renamed.')}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={t('Topic')}
        value={topic}
        maxLength={LONGEST_TOPIC}
        disabled={isFixed}
        placeholder={t('One line: what belongs here')}
        hint={t('Shown beside the name. {count} of {most}', { count: topic.length, most: LONGEST_TOPIC })}
        onChange={(event) => setTopic(event.target.value)}
      />
      {!isFixed && (
        <PaneFoot>
          <span className="grow" />
          <Button
            type="submit"
            look="go"
            disabled={isSame || !name.trim()}
            working={change.isPending && t('Saving…')}
          >
            {t('Save')}
          </Button>
        </PaneFoot>
      )}
    </form>
  )
}
