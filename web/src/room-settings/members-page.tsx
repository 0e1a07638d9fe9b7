import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Crown, Ellipsis, ShieldCheck, ShieldMinus, UserMinus, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { msg, plural, t } from '../i18n'
import { useSession } from '../session/session'
import {
  ActionCell,
  Avatar,
  Button,
  Cell,
  Confirm,
  cx,
  IconButton,
  Loaded,
  Lozenge,
  MainCell,
  Menu,
  MenuItem,
  MenuLine,
  PageHead,
  Refused,
  Table,
  toast,
  useTitle,
} from '../ui'
import {
  addMember,
  changeRoom,
  listParts,
  type RoomPart,
  type RoomSettings,
  removeMember,
  setAdmin,
} from './calls'
import { SettingsFrame, settingsKey } from './frame'
import { PickPerson } from './pick-person'
import styles from './room-settings.module.css'

const PARTS = {
  owner: msg('Owner'),
  admin: msg('Room admin'),
  member: msg('Member'),
  guest: msg('Guest'),
} as const

/** `/rooms/members/:id`: who has a part in the room. */
export function RoomMembersPage({ id }: { id: number }) {
  return <SettingsFrame id={id}>{(room) => <OfRoom room={room} />}</SettingsFrame>
}

function OfRoom({ room }: { room: RoomSettings }) {
  useTitle(t('Members of {name}', { name: room.name }))
  const queries = useQueryClient()
  const [isAdding, setAdding] = useState(false)
  const isPrivate = room.privacy === 'private'
  const canChange = room.can_admin && !room.is_archived
  const found = useQuery({
    queryKey: ['room-parts', room.id],
    queryFn: ({ signal }) => listParts(room.id, signal),
    staleTime: 0,
  })
  const fresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['room-parts', room.id] }),
      queries.invalidateQueries({ queryKey: settingsKey(room.id) }),
    ])
  return (
    <>
      <PageHead
        title={t('Members')}
        actions={
          canChange && (
            <Button look="go" icon={UserPlus} onClick={() => setAdding(true)}>
              {isPrivate ? t('Add people') : t('Add an admin')}
            </Button>
          )
        }
      >
        {isPrivate
          ? t('Only these people know that {name} exists.', { name: room.name })
          : t(
              '{name} is open: everybody of the team can come and go, and is listed nowhere. These look after it.',
              {
                name: room.name,
              },
            )}
      </PageHead>
      <Loaded query={found} lines={5}>
        {(parts) => <Parts room={room} parts={parts} canChange={canChange} onChanged={fresh} />}
      </Loaded>
      {isAdding && (
        <PickPerson
          title={
            isPrivate
              ? t('Add people to {name}', { name: room.name })
              : t('Add an admin to {name}', { name: room.name })
          }
          action={isPrivate ? msg('Add') : msg('Make admin')}
          done={isPrivate ? msg('Added') : msg('Is an admin')}
          without={new Set(found.data?.map((one) => one.id))}
          pick={async (id) => {
            await (isPrivate ? addMember(room.id, id) : setAdmin(room.id, id, true))
            await fresh()
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  )
}

interface PartsProps {
  room: RoomSettings
  parts: readonly RoomPart[]
  canChange: boolean
  onChanged: () => Promise<unknown>
}

type Asked = { person: RoomPart; what: 'remove' | 'owner' }

function Parts({ room, parts, canChange, onChanged }: PartsProps) {
  const me = useSession().data?.me?.id
  const [asked, setAsked] = useState<Asked | null>(null)
  const change = useMutation({
    mutationFn: ({ call }: { call: () => Promise<unknown>; done: string }) => call(),
    onSuccess: async (_, { done }) => {
      setAsked(null)
      await onChanged()
      toast(done)
    },
    // What went wrong is said on the page, not below a dialog.
    onError: () => setAsked(null),
  })
  const run = (call: () => Promise<unknown>, done: string) => change.mutate({ call, done })
  return (
    <>
      <Refused asked={change} />
      <p className={cx('quiet', styles.count)}>
        {plural(parts.length, { one: '{n} person', other: '{n} people' })}
      </p>
      <Table label={t('Members')} columns={[t('Person'), t('Part'), t('Now')]}>
        {parts.map((person) => (
          <tr key={person.id}>
            <MainCell>
              <span className={styles.person}>
                <Avatar id={person.id} name={person.name} photo={person.photo_url} size={36} />
                <span className={styles.who}>
                  <Link href={`/people/${person.id}`} className="cut" translate="no">
                    {person.name}
                  </Link>
                  <span className="small quiet cut" translate="no">
                    {`@${person.mention_name}`}
                  </span>
                </span>
                {person.id === me && <Lozenge>{t('You')}</Lozenge>}
              </span>
            </MainCell>
            <Cell column={t('Part')}>
              {person.part === 'guest' ? <Lozenge kind="moved">{t('Guest')}</Lozenge> : t(PARTS[person.part])}
            </Cell>
            <Cell column={t('Now')} className="soft">
              {person.is_present ? t('in the room') : '–'}
            </Cell>
            <ActionCell>
              {canChange && person.part !== 'owner' && (
                <PartMenu
                  person={person}
                  isPrivate={room.privacy === 'private'}
                  onAdmin={(isAdmin) =>
                    run(
                      () => setAdmin(room.id, person.id, isAdmin),
                      isAdmin
                        ? t('{name} is an admin of the room now', { name: person.name })
                        : t('{name} is no admin of the room any more', { name: person.name }),
                    )
                  }
                  onAsk={(what) => setAsked({ person, what })}
                />
              )}
            </ActionCell>
          </tr>
        ))}
      </Table>
      {asked?.what === 'remove' && (
        <Confirm
          open
          title={t('Remove {name}', { name: asked.person.name })}
          action={t('Remove')}
          working={change.isPending && t('Removing…')}
          onClose={() => setAsked(null)}
          onConfirm={() =>
            run(
              () => removeMember(room.id, asked.person.id),
              t('{name} is out of the room', { name: asked.person.name }),
            )
          }
        >
          {asked.person.is_guest
            ? t('The visit ends at once. By the guest link they could come again under another name.')
            : t('They lose the room with its history and files at once.')}
        </Confirm>
      )}
      {asked?.what === 'owner' && (
        <Confirm
          open
          title={t('Make {name} the owner', { name: asked.person.name })}
          action={t('Make owner')}
          working={change.isPending && t('Handing over…')}
          onClose={() => setAsked(null)}
          onConfirm={() =>
            run(
              () => changeRoom(room.id, { owner: asked.person.id }),
              t('{name} owns the room now', { name: asked.person.name }),
            )
          }
        >
          {t('A room has one owner. Only {name} or a group admin can give it back to you.', {
            name: asked.person.name,
          })}
        </Confirm>
      )}
    </>
  )
}

interface MenuProps {
  person: RoomPart
  isPrivate: boolean
  onAdmin: (isAdmin: boolean) => void
  onAsk: (what: 'remove' | 'owner') => void
}

function PartMenu({ person, isPrivate, onAdmin, onAsk }: MenuProps) {
  return (
    <Menu button={<IconButton icon={Ellipsis} label={t('What to do with {name}', { name: person.name })} />}>
      {!person.is_guest && (
        <>
          {person.part === 'admin' ? (
            <MenuItem icon={ShieldMinus} onSelect={() => onAdmin(false)}>
              {t('Take admin rights')}
            </MenuItem>
          ) : (
            <MenuItem icon={ShieldCheck} onSelect={() => onAdmin(true)}>
              {t('Make room admin')}
            </MenuItem>
          )}
          <MenuItem icon={Crown} onSelect={() => onAsk('owner')}>
            {t('Make owner')}
          </MenuItem>
        </>
      )}
      {(isPrivate || person.is_guest) && (
        <>
          <MenuLine />
          <MenuItem icon={UserMinus} danger onSelect={() => onAsk('remove')}>
            {t('Remove from the room')}
          </MenuItem>
        </>
      )}
    </Menu>
  )
}
