import { useState } from 'react'
import { sentence } from '../api/errors'
import { useChat, usePeople } from '../chat/context'
import { t } from '../i18n'
import { Button, Callout, Dialog, TextField } from '../ui'
import { PersonChoice } from '../users/person-choice'
import { invitePerson } from './calls'
import styles from './dialogs.module.css'
import type { RoomEntry } from './model'
import { byName } from './room-list'

const MOST = 50

interface Props {
  room: RoomEntry
  /** People whom an add-on proposes: they stand first. */
  first?: readonly (string | number)[]
  onClose: () => void
}

export default function InviteDialog({ room, first = [], onClose }: Props) {
  const chat = useChat()
  const people = usePeople()
  const [query, setQuery] = useState('')
  const [reason, setReason] = useState('')
  const [invited, setInvited] = useState<ReadonlySet<number>>(new Set())
  const [error, setError] = useState<string | null>(null)
  const isFirst = (id: number) => first.some((one) => String(one) === String(id))
  const wanted = query.trim().toLowerCase()
  const found = [...people.values()]
    .filter(
      (person) =>
        person.id !== chat.me.id &&
        !person.is_guest &&
        `${person.name} @${person.mention_name}`.toLowerCase().includes(wanted),
    )
    .sort((a, b) => Number(isFirst(b.id)) - Number(isFirst(a.id)) || byName(a, b))
    .slice(0, MOST)
  async function invite(id: number) {
    setError(null)
    try {
      await invitePerson(room, id, reason.trim())
      setInvited((before) => new Set([...before, id]))
      chat.peopleMoved()
    } catch (refusal) {
      setError(sentence(refusal))
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('Invite people to {name}', { name: room.name })}
      foot={<Button onClick={onClose}>{t('Done')}</Button>}
    >
      {error && (
        <Callout kind="red" alert>
          {error}
        </Callout>
      )}
      {room.privacy === 'private' ? (
        <p className="soft">{t('Whoever you add becomes a member, and reads the whole history.')}</p>
      ) : (
        <TextField
          label={t('What for? (optional)')}
          value={reason}
          maxLength={250}
          placeholder={t('They read it with the invitation')}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      <TextField
        label={t('Find somebody')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <ul className={styles.people}>
        {found.map((person) => (
          <li key={person.id} className={styles.person}>
            <PersonChoice person={person} isDone={invited.has(person.id)} onChoose={(id) => void invite(id)}>
              {invited.has(person.id) ? t('Invited') : t('Invite')}
            </PersonChoice>
          </li>
        ))}
        {found.length === 0 && <li className="quiet">{t('Nobody with that name.')}</li>}
      </ul>
    </Dialog>
  )
}
