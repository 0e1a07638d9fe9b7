import { Puzzle, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useChat, usePerson, useRoom } from '../chat/context'
import { InviteDialog } from '../chat/dialogs'
import { t } from '../i18n'
import type { RoomEntry } from '../rooms/model'
import { Button, Empty, LinkButton } from '../ui'
import { type ChatKey, idOf, isRoom } from './model'
import { Scene } from './scene'

/** Nobody has said a word: what this place is for and the first step. */
export default function EmptyChat({ chatKey }: { chatKey: ChatKey }) {
  const id = idOf(chatKey)
  const room = useRoom(isRoom(chatKey) ? id : 0)
  return isRoom(chatKey) ? room ? <EmptyRoom room={room} /> : null : <EmptyTalk id={id} />
}

function EmptyRoom({ room }: { room: RoomEntry }) {
  const chat = useChat()
  const [isInviting, setInviting] = useState(false)
  const isMine = room.owner_id === chat.me.id
  return (
    <>
      <Empty
        drawing={<Scene />}
        title={t('Nobody has said a word yet')}
        actions={
          room.can_post &&
          !chat.me.is_guest && (
            <>
              <Button look="go" icon={UserPlus} onClick={() => setInviting(true)}>
                {t('Invite people')}
              </Button>
              {room.can_admin && (
                <LinkButton href={`/rooms/addons/${room.id}`} icon={Puzzle}>
                  {t('Add an integration')}
                </LinkButton>
              )}
            </>
          )
        }
      >
        {chat.me.is_guest
          ? t('You see what is said from now on. Say hello.')
          : isMine
            ? t('You made this room. Say what it is for, bring people in, or let an integration speak first.')
            : t('Say what this room is for, bring people in, or let an integration speak first.')}
      </Empty>
      {isInviting && <InviteDialog room={room} onClose={() => setInviting(false)} />}
    </>
  )
}

function EmptyTalk({ id }: { id: number }) {
  const chat = useChat()
  const person = usePerson(id)
  if (id === chat.me.id) {
    return (
      <Empty drawing={<Scene />} title={t('A place for yourself')}>
        {t('Only you see what you write here: notes, links, things to try.')}
      </Empty>
    )
  }
  return (
    <Empty drawing={<Scene />} title={t('Nobody has said a word yet')}>
      {person
        ? t('Only you and {name} see what you write here.', { name: person.name })
        : t('Only you two see what you write here.')}
    </Empty>
  )
}
