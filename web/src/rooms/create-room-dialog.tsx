import { useId, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { ApiError, sentence } from '../api/errors'
import { useChat, useRooms } from '../chat/context'
import { rich, t } from '../i18n'
import { useMay } from '../lobby/may'
import { Button, Callout, Dialog, TextField } from '../ui'
import { Radio } from '../ui/radio'
import { Switch } from '../ui/switch'
import { createRoom, invitePerson } from './calls'
import styles from './dialogs.module.css'
import { FirstMembers } from './first-members'

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
  const may = useMay()
  const rooms = useRooms()
  const [, navigate] = useLocation()
  const form = useId()
  const [name, setName] = useState(startName)
  const [topic, setTopic] = useState(startTopic)
  const [privacy, setPrivacy] = useState<Privacy>(startPrivacy)
  const [members, setMembers] = useState<readonly number[]>([])
  const [hasGuests, setGuests] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [isWorking, setWorking] = useState(false)
  const wanted = name.trim()
  const isTaken = error instanceof ApiError && /exists/i.test(error.message)
  const same = isTaken
    ? [...rooms.values()].find((room) => room.name.toLowerCase() === wanted.toLowerCase())
    : undefined
  const taken = !isTaken
    ? null
    : same
      ? rich('There is already a room called {name}. <open>Open it</open>, or choose another name.', {
          name: <span translate="no">{wanted}</span>,
          open: (text) => (
            <Link href={`/room/${same.id}`} onClick={onClose}>
              {text}
            </Link>
          ),
        })
      : t('There is already a room called {name}. Choose another name.', { name: wanted })

  async function create() {
    setWorking(true)
    setError(null)
    try {
      const { id } = await createRoom({ name: wanted, topic: topic.trim(), privacy, guest_access: hasGuests })
      const facts = {
        id,
        name: wanted,
        topic: topic.trim(),
        privacy,
        is_archived: false,
        owner_id: chat.me.id,
      }
      if (!chat.rooms.get(id)) chat.rooms.put(facts, chat.me)
      onClose()
      navigate(`/room/${id}`)
      // The room is there; whoever cannot be added is said, and can be added in it.
      for (const person of members) {
        await invitePerson({ id, privacy }, person).catch((refusal) => chat.onRefused(sentence(refusal)))
      }
      if (members.length > 0) chat.peopleMoved()
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
      dirty={Boolean(name || topic || members.length > 0)}
      foot={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button
            look="go"
            type="submit"
            form={form}
            disabled={!wanted || !may('create_rooms')}
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
          if (wanted && !isWorking) void create()
        }}
      >
        {!may('create_rooms') && (
          <Callout kind="yellow">
            {t('In this team only group admins create rooms. Ask one of them.')}
          </Callout>
        )}
        {Boolean(error) && !isTaken && (
          <Callout kind="red" alert>
            {sentence(error)}
          </Callout>
        )}
        <TextField
          label={t('Name')}
          value={name}
          maxLength={LONGEST_NAME}
          error={taken}
          onChange={(event) => {
            setName(event.target.value)
            if (isTaken) setError(null)
          }}
        />
        <TextField
          label={t('Topic (optional)')}
          value={topic}
          maxLength={LONGEST_TOPIC}
          placeholder={t('One line: what belongs here')}
          hint={
            <span className="row">
              <span className="grow">{t('Shown beside the name. Anybody in the room can change it.')}</span>
              <span>{t('{count} of {most}', { count: topic.length, most: LONGEST_TOPIC })}</span>
            </span>
          }
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
            hint={t('Everybody in {group} can find it, read its history and join.', {
              group: chat.groupName,
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
        <FirstMembers privacy={privacy} chosen={members} onChange={setMembers} />
        {may('open_rooms_to_guests') && (
          <Switch
            checked={hasGuests}
            hint={t('People without an account can join by link and see no earlier messages.')}
            onChange={(event) => setGuests(event.target.checked)}
          >
            {t('Guest link')}
          </Switch>
        )}
      </form>
    </Dialog>
  )
}
