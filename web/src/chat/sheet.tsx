import { LeftDraft } from '../composer/left-draft'
import { AddonDialogs, AddonStrip, SidePlace, useIsAddonPanelOpen } from '../extensions/on-screen'
import { t } from '../i18n'
import { type ChatKey, idOf, isRoom } from '../messages/model'
import header from '../rooms/header.module.css'
import { RoomHeader } from '../rooms/room-header'
import { SideFrame } from '../side/side-frame'
import { Button, cx, Empty } from '../ui'
import { laterPart, laterPlace } from '../ui/later'
import { PersonHeader } from '../users/person-header'
import { Back } from './back'
import { ConnectionBanner } from './connection-banner'
import { useChat, usePerson, useRoom } from './context'
import { Conversation } from './conversation'
import shell from './shell.module.css'
import { useSidePanel } from './use-side-panel'

const SideEdge = laterPart(() => import('./side-edge'))
const SidePanel = laterPlace(() => import('../side/side-panel'))

interface Props {
  chatKey: ChatKey | null
  onCreateRoom: () => void
}

/** The sheet: header, banner, conversation, side panel. */
export function Sheet({ chatKey, onCreateRoom }: Props) {
  if (!chatKey) return <NoChat onCreateRoom={onCreateRoom} />
  return isRoom(chatKey) ? <RoomSheet chatKey={chatKey} /> : <PersonSheet chatKey={chatKey} />
}

function RoomSheet({ chatKey }: { chatKey: ChatKey }) {
  const { addons, me } = useChat()
  const room = useRoom(idOf(chatKey))
  const panel = useSidePanel()
  const hasPage = useIsAddonPanelOpen()
  if (!room) return <Unknown chatKey={chatKey} />
  const isOpen = panel.isOpen || hasPage
  function toggle() {
    addons.closePanel()
    if (panel.isOpen || !hasPage) panel.toggle()
  }
  return (
    <div className={shell.sheet} data-side={isOpen ? 'on' : 'off'}>
      <RoomHeader room={room} panel={{ isOpen, toggle }} below={!isOpen && <AddonStrip room={room} />} />
      <ConnectionBanner />
      <Conversation
        key={chatKey}
        chatKey={chatKey}
        name={room.name}
        closed={room.can_post ? null : closedReason(room.is_archived)}
        edge={isOpen && <SideEdge />}
      />
      {isOpen && (
        <SidePlace onClose={toggle}>
          <SideFrame label={t('About {name}', { name: room.name })} onClose={panel.liesOver ? toggle : null}>
            <SidePanel about={{ room }} isGuest={me.is_guest} />
          </SideFrame>
        </SidePlace>
      )}
      <AddonDialogs room={room} />
    </div>
  )
}

function closedReason(isArchived: boolean): string {
  return isArchived
    ? t('This room is archived. You can read it; nobody can write in it.')
    : t('You can read this room, but not write in it.')
}

function closedTalk(isGuest: boolean): string | null {
  return isGuest ? t('Guests read only the room that they are in. Write to them there.') : null
}

function PersonSheet({ chatKey }: { chatKey: ChatKey }) {
  const { me } = useChat()
  const person = usePerson(idOf(chatKey))
  const panel = useSidePanel()
  // Guests talk in their room: they could not read what was written to them alone.
  if (!person || me.is_guest) return <Unknown chatKey={chatKey} isPerson />
  return (
    <div className={shell.sheet} data-side={panel.isOpen ? 'on' : 'off'}>
      <PersonHeader person={person} panel={panel} />
      <ConnectionBanner />
      <Conversation
        key={chatKey}
        chatKey={chatKey}
        name={person.name}
        closed={closedTalk(person.is_guest)}
        edge={panel.isOpen && <SideEdge />}
      />
      {panel.isOpen && (
        <SideFrame
          label={t('About {name}', { name: person.name })}
          onClose={panel.liesOver ? panel.toggle : null}
        >
          <SidePanel about={{ person }} isGuest={false} />
        </SideFrame>
      )}
    </div>
  )
}

function NoChat({ onCreateRoom }: { onCreateRoom: () => void }) {
  const chat = useChat()
  return (
    <div className={shell.sheet} data-side="off">
      <ConnectionBanner />
      <section className={shell.main} id="conversation">
        <Empty
          title={t('No rooms yet')}
          actions={
            !chat.me.is_guest && (
              <Button look="go" onClick={onCreateRoom}>
                {t('Create a room')}
              </Button>
            )
          }
        >
          {t('A room is a place for one subject. Create the first one, then invite people.')}
        </Empty>
      </section>
    </div>
  )
}

function Unknown({ chatKey, isPerson = false }: { chatKey: ChatKey; isPerson?: boolean }) {
  return (
    <div className={shell.sheet} data-side="off">
      <header className={cx(header.head, header.bare)}>
        <div className={header.line}>
          <Back />
        </div>
      </header>
      <main className={shell.main} id="conversation">
        <Empty isPage title={t('There is nothing here')}>
          {isPerson
            ? t('This person left your team, or never was in it. Choose somebody else from the list.')
            : t('The room was deleted, or you cannot see it. Choose another one from the list.')}
        </Empty>
        <LeftDraft chatKey={chatKey} />
      </main>
    </div>
  )
}
