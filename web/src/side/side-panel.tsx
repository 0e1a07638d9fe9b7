import type { ReactNode } from 'react'
import { AddonLines } from '../extensions/on-screen'
import { t } from '../i18n'
import { type ChatKey, roomKey, userKey } from '../messages/model'
import type { RoomEntry } from '../rooms/model'
import type { Person } from '../users/model'
import AboutPerson from './about'
import FilesTab from './files-tab'
import LinksTab from './links-tab'
import PeopleTab from './people-tab'
import PinnedTab from './pinned-tab'
import { type Tab, useTab } from './tab'
import { Tabs } from './tabs'

const ALL = ['people', 'files', 'links', 'pinned'] as const
/** Guests see what is said while they are there, and nothing from before. */
const OF_GUESTS = ['people'] as const

interface Props {
  about: { room: RoomEntry } | { person: Person }
  isGuest: boolean
}

/** What there is to know of a chat, beside it: people, files, links, pins, and the lines of add-ons. */
export default function SidePanel({ about, isGuest }: Props) {
  const [tab, choose] = useTab()
  const tabs: readonly Tab[] = isGuest ? OF_GUESTS : ALL
  const chosen = tabs.includes(tab) ? tab : 'people'
  const isRoom = 'room' in about
  const key = isRoom ? roomKey(about.room.id) : userKey(about.person.id)
  return (
    <>
      {isRoom && <AddonLines room={about.room} />}
      <Tabs tabs={tabs} names={isRoom ? {} : { people: t('About') }} chosen={chosen} onChoose={choose}>
        {chosen === 'people' ? (
          isRoom ? (
            <PeopleTab key={key} room={about.room} />
          ) : (
            <AboutPerson person={about.person} />
          )
        ) : (
          <Content key={`${key} ${chosen}`} tab={chosen} chatKey={key} />
        )}
      </Tabs>
    </>
  )
}

function Content({ tab, chatKey }: { tab: Exclude<Tab, 'people'>; chatKey: ChatKey }): ReactNode {
  if (tab === 'files') return <FilesTab chatKey={chatKey} />
  if (tab === 'links') return <LinksTab chatKey={chatKey} />
  return <PinnedTab chatKey={chatKey} />
}
