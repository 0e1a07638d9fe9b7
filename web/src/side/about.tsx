import { AtSign, Briefcase, DoorOpen, History, Lock, MessageSquareText, UserRound } from 'lucide-react'
import { useChat, useMessageCount, usePerson } from '../chat/context'
import { plural, t } from '../i18n'
import { type ChatKey, roomKey, userKey } from '../messages/model'
import type { RoomEntry } from '../rooms/model'
import { Icon } from '../ui'
import { type Person, presenceNote, shown } from '../users/model'
import { PersonFace } from '../users/person-face'
import styles from './side.module.css'

/** Of its own: it is another with each message. */
function MessageCount({ chatKey }: { chatKey: ChatKey }) {
  return <span>{plural(useMessageCount(chatKey), { one: '{n} message', other: '{n} messages' })}</span>
}

export function AboutRoom({ room }: { room: RoomEntry }) {
  const chat = useChat()
  const owner = usePerson(room.owner_id)
  return (
    <section className={styles.group}>
      <h2 className={styles.heading}>{t('About')}</h2>
      <div className={styles.facts}>
        {room.topic && (
          <>
            <Icon of={MessageSquareText} size="sm" />
            <span translate="no">{room.topic}</span>
          </>
        )}
        <Icon of={room.privacy === 'private' ? Lock : DoorOpen} size="sm" />
        <span>
          {room.privacy === 'private'
            ? t('Only people who are invited know that it exists')
            : t('Open to everybody in {team}', { team: chat.groupName })}
        </span>
        {owner && (
          <>
            <Icon of={UserRound} size="sm" />
            <span>
              {owner.id === chat.me.id ? t('Made by you') : t('Made by {name}', { name: owner.name })}
            </span>
          </>
        )}
        <Icon of={History} size="sm" />
        <MessageCount chatKey={roomKey(room.id)} />
      </div>
    </section>
  )
}

/** The other one of a one-to-one chat. */
export default function AboutPerson({ person }: { person: Person }) {
  const show = shown(person.presence)
  return (
    <>
      <div className={styles.about}>
        <PersonFace person={person} size={64} />
        <h2 translate="no">{person.name}</h2>
        <span className="quiet">
          {presenceNote(person.presence) || (show ? t('available') : t('offline'))}
        </span>
      </div>
      <div className={styles.facts}>
        <Icon of={AtSign} size="sm" />
        <span translate="no">{person.mention_name}</span>
        {person.title && (
          <>
            <Icon of={Briefcase} size="sm" />
            <span>{person.title}</span>
          </>
        )}
        <Icon of={History} size="sm" />
        <MessageCount chatKey={userKey(person.id)} />
      </div>
    </>
  )
}
