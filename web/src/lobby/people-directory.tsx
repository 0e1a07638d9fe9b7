import { MessageCircle, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { useChat, usePerson } from '../chat/context'
import { msg, plural, sayEach, t } from '../i18n'
import { type DirectoryPerson, listPeople } from '../profile/calls'
import { useLocalTime } from '../profile/use-local-time'
import { Avatar, Button, cx, Empty, Icon, Loaded, Lozenge, Select, Tooltip, useTitle } from '../ui'
import { laterDialog } from '../ui/later'
import { presenceNote, shown } from '../users/model'
import { EndlessList } from './endless-list'
import styles from './lobby.module.css'
import { useMay } from './may'
import { SearchLine } from './search-line'
import { useDirectory } from './use-directory'
import { useLaterText } from './use-later-text'

const InviteToTeam = laterDialog(() => import('./invite-to-team'))

const SORTS = [
  { value: 'name', text: msg('By name') },
  { value: 'presence', text: msg('Who is here first') },
] as const

/** `/people`: everybody of the group, with whether they are here and what their clock shows. */
export function PeopleDirectory() {
  useTitle(t('People'))
  const [typed, setTyped] = useState('')
  const [sort, setSort] = useState<'name' | 'presence'>('name')
  const [isInviting, setInviting] = useState(false)
  const may = useMay()
  const q = useLaterText(typed.trim())
  const { found, more, total } = useDirectory(['people', q, sort], (paging, signal) =>
    listPeople({ q, sort, ...paging }, signal),
  )
  return (
    <>
      <div className={styles.head}>
        <h1>{t('People')}</h1>
        <span className="quiet" aria-live="polite">
          {found.data && plural(total, { one: '{n} person', other: '{n} people' })}
        </span>
        <span className="grow" />
        {may('invite_people') && (
          <Button look="go" icon={UserPlus} onClick={() => setInviting(true)}>
            {t('Invite people')}
          </Button>
        )}
      </div>
      <SearchLine label={t('Find somebody by name, title or e-mail')} value={typed} onChange={setTyped}>
        <Select
          aria-label={t('Order')}
          value={sort}
          options={sayEach(SORTS)}
          onChange={(event) => setSort(event.target.value as 'name' | 'presence')}
        />
      </SearchLine>
      <Loaded query={found} lines={6}>
        {({ pages }) =>
          total === 0 ? (
            <Empty title={t('Nobody fits')}>
              {t('Nobody here is called “{q}”, has that title, or that address. Try a part of the name.', {
                q,
              })}
            </Empty>
          ) : (
            <EndlessList
              label={t('People')}
              items={pages.flatMap((page) => page.items)}
              total={total}
              onMore={more}
              keyOf={(person) => person.id}
              draw={(person) => <PersonLine person={person} />}
            />
          )
        }
      </Loaded>
      {isInviting && <InviteToTeam onClose={() => setInviting(false)} />}
    </>
  )
}

/** Face, name and title; what they say of themselves and what their clock shows. */
function PersonLine({ person }: { person: DirectoryPerson }) {
  const { me } = useChat()
  const now = usePerson(person.id)
  const presence = now ? now.presence : person.presence
  const local = useLocalTime(person.timezone)
  const name = now?.name ?? person.name
  return (
    <div className={cx(styles.line, !shown(presence) && styles.dim)}>
      <Avatar
        id={person.id}
        name={name}
        photo={now?.photo_url ?? person.photo_url}
        size={36}
        presence={shown(presence)}
      />
      <span className={styles.words}>
        <span className={styles.name}>
          <Link href={`/people/${person.id}`} className={cx('cut', styles.whole)} translate="no">
            {name}
          </Link>
          {person.id === me.id && <Lozenge>{t('You')}</Lozenge>}
          {person.is_guest ? (
            <Lozenge kind="moved">{t('Guest')}</Lozenge>
          ) : (
            person.is_group_admin && <Lozenge>{t('Administrator')}</Lozenge>
          )}
        </span>
        <span className="cut small quiet" translate="no">
          {[`@${person.mention_name}`, person.title].filter(Boolean).join(' · ')}
        </span>
      </span>
      <span className={cx(styles.note, 'small', 'quiet', 'cut', 'not-phone')}>{presenceNote(presence)}</span>
      <span className={cx(styles.when, 'small', 'quiet', 'not-phone')}>
        {local && (
          <Tooltip text={local.difference || t('The same time as yours')}>
            <span>{local.text}</span>
          </Tooltip>
        )}
      </span>
      {!person.is_guest && (
        <Link href={`/chat/${person.id}`} className={styles.talk} aria-label={t('Message {name}', { name })}>
          <Icon of={MessageCircle} />
        </Link>
      )}
    </div>
  )
}
