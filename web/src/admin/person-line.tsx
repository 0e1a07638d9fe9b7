import { Crown, Ellipsis, KeyRound, LogOut, Shield, ShieldOff, UserCheck, UserX } from 'lucide-react'
import { formatList, plural, t, tAs } from '../i18n'
import { ActionCell, Avatar, Cell, IconButton, Lozenge, MainCell, Menu, MenuItem, MenuLine } from '../ui'
import { sayPast } from '../ui/times'
import styles from './admin.module.css'
import type { AdminPerson } from './admin-calls'

export type Doing = 'admin' | 'no-admin' | 'owner' | 'link' | 'sign-out' | 'deactivate' | 'reactivate'

function roleInWords(role: AdminPerson['role']): string {
  if (role === 'owner') return tAs('role', 'Owner')
  if (role === 'admin') return t('Administrator')
  if (role === 'moderator') return t('Moderator')
  return role === 'guest' ? t('Guest') : tAs('role', 'Person')
}

function whereSignedIn({ sessions, tokens }: AdminPerson): string {
  const places = [
    sessions > 0 && plural(sessions, { one: '{n} browser', other: '{n} browsers' }),
    tokens > 0 && plural(tokens, { one: '{n} token', other: '{n} tokens' }),
  ].filter((place) => place !== false)
  return places.length > 0 ? formatList(places) : t('nowhere')
}

interface Props {
  person: AdminPerson
  isMe: boolean
  /** Whether this is the owner's list, who may give the team to somebody else. */
  canHandOver: boolean
  onAsk: (what: Doing) => void
}

/** One account: who it is, what they are here, when they were last seen; the rest in a menu. */
export function PersonLine(props: Props) {
  const { person, isMe } = props
  const name = person.name
  return (
    <tr>
      <MainCell>
        <div className={styles.person}>
          <Avatar
            id={person.id}
            name={name}
            photo={person.photo_url}
            size={32}
            {...(person.is_deactivated ? {} : { presence: person.presence })}
          />
          <div>
            <span translate="no">{name}</span> {isMe && <span className="quiet">{t('(you)')}</span>}
            <div className={styles.under} translate="no">
              {person.email ?? `@${person.mention_name}`}
            </div>
          </div>
        </div>
      </MainCell>
      <Cell column={t('Role')}>
        {person.is_deactivated ? <Lozenge>{t('Deactivated')}</Lozenge> : roleInWords(person.role)}
      </Cell>
      <Cell column={t('Last seen')} className="soft">
        {person.presence ? t('now') : person.last_active ? sayPast(new Date(person.last_active)) : t('never')}
      </Cell>
      <Cell column={t('Signed in')} className="soft">
        {whereSignedIn(person)}
      </Cell>
      <ActionCell>
        {!person.is_guest && (
          <Menu button={<IconButton icon={Ellipsis} size="sm" label={t('Actions for {name}', { name })} />}>
            <PersonMenu {...props} />
          </Menu>
        )}
      </ActionCell>
    </tr>
  )
}

function PersonMenu({ person, isMe, canHandOver, onAsk }: Props) {
  if (person.is_deactivated) {
    return (
      <MenuItem icon={UserCheck} onSelect={() => onAsk('reactivate')}>
        {t('Reactivate…')}
      </MenuItem>
    )
  }
  const isOwner = person.role === 'owner'
  const ownerOnly = isOwner && !isMe
  const ownReason = ownerOnly ? { disabled: true, end: t('only the owner') } : {}
  return (
    <>
      {person.role === 'admin' ? (
        <MenuItem icon={ShieldOff} onSelect={() => onAsk('no-admin')}>
          {t('Take the administrator’s rights away…')}
        </MenuItem>
      ) : (
        <MenuItem
          icon={Shield}
          onSelect={() => onAsk('admin')}
          {...(isOwner ? { disabled: true, end: t('the owner is one') } : {})}
        >
          {t('Make an administrator…')}
        </MenuItem>
      )}
      {canHandOver && !isOwner && (
        <MenuItem icon={Crown} onSelect={() => onAsk('owner')}>
          {t('Make the owner…')}
        </MenuItem>
      )}
      <MenuItem
        icon={KeyRound}
        onSelect={() => onAsk('link')}
        {...(isMe ? { disabled: true, end: t('not yourself') } : ownReason)}
      >
        {t('Create a sign-in link…')}
      </MenuItem>
      <MenuItem icon={LogOut} onSelect={() => onAsk('sign-out')} {...ownReason}>
        {t('Sign out everywhere…')}
      </MenuItem>
      <MenuLine />
      <MenuItem
        icon={UserX}
        danger
        onSelect={() => onAsk('deactivate')}
        {...(isOwner
          ? { disabled: true, end: t('the owner stays') }
          : isMe
            ? { disabled: true, end: t('not yourself') }
            : {})}
      >
        {t('Deactivate…')}
      </MenuItem>
    </>
  )
}
