import { useId, useState } from 'react'
import { useLocation } from 'wouter'
import { ApiError, sentence } from '../api/errors'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import { Button, Callout, Dialog, TextField } from '../ui'
import { Radio } from '../ui/radio'
import { createRoom } from './calls'
import styles from './dialogs.module.css'

const LONGEST_NAME = 50
const LONGEST_TOPIC = 250
type Privacy = 'public' | 'private'

/** Asks for name, topic and who may come in, and opens the room. */
export default function CreateRoomDialog({
  onClose,
  name: startName,
  topic: startTopic = '',
  privacy: startPrivacy = 'public',
}: {
  onClose: () => void
  name: string
  topic?: string
  privacy?: Privacy
}) {
  const chat = useChat()
  const [, navigate] = useLocation()
  const form = useId()
  const [name, setName] = useState(startName)
  const [topic, setTopic] = useState(startTopic)
  const [privacy, setPrivacy] = useState<Privacy>(startPrivacy)
  const [error, setError] = useState<unknown>(null)
  const [isWorking, setWorking] = useState(false)
  const taken = nameTaken(error, name)
  async function create() {
    setWorking(true)
    setError(null)
    try {
      const { id } = await createRoom({ name: name.trim(), topic: topic.trim(), privacy })
      const facts = {
        id,
        name: name.trim(),
        topic: topic.trim(),
        privacy,
        is_archived: false,
        owner_id: chat.me.id,
      }
      if (!chat.rooms.get(id)) chat.rooms.put(facts, chat.me)
      onClose()
      navigate(`/room/${id}`)
    } catch (refusal) {
      setError(refusal)
      setWorking(false)
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('Create a room')}
      dirty={Boolean(name || topic)}
      foot={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button
            look="go"
            type="submit"
            form={form}
            disabled={!name.trim()}
            working={isWorking && t('Creating…')}
          >
            {t('Create room')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim()) void create()
        }}
      >
        {Boolean(error) && !taken && (
          <Callout kind="red" alert>
            {sentence(error)}
          </Callout>
        )}
        <TextField
          label={t('Name')}
          value={name}
          maxLength={LONGEST_NAME}
          error={taken}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={t('Topic (optional)')}
          value={topic}
          maxLength={LONGEST_TOPIC}
          placeholder={t('One line: what belongs here')}
          hint={t('Shown beside the name. {n} of {most}', { n: topic.length, most: LONGEST_TOPIC })}
          onChange={(event) => setTopic(event.target.value)}
        />
        <fieldset className="stack">
          <legend>
            <b>{t('Who can come in')}</b>
          </legend>
          <Radio
            name="privacy"
            checked={privacy === 'public'}
            onChange={() => setPrivacy('public')}
            hint={t('Everybody in {groupName} can find it, read its history and join.', {
              groupName: chat.groupName,
            })}
          >
            {t('Open')}
          </Radio>
          <Radio
            name="privacy"
            checked={privacy === 'private'}
            onChange={() => setPrivacy('private')}
            hint={t('Only people who are invited know that it exists.')}
          >
            {t('Private')}
          </Radio>
        </fieldset>
      </form>
    </Dialog>
  )
}

/** The one refusal that belongs to a field. */
function nameTaken(error: unknown, name: string): string | null {
  if (!(error instanceof ApiError) || !/already|taken|exists|in use/i.test(error.message)) return null
  return t('There is already a room called {name}. Choose another name.', { name: name.trim() })
}
