import { CircleCheck, Clock, Mail, MessageSquare } from 'lucide-react'
import { plural, t } from '../i18n'
import { cx, Icon, Lozenge } from '../ui'
import { presenceNote, shown } from '../users/model'
import type { Profile } from './calls'
import styles from './profile.module.css'
import { useLocalTime } from './use-local-time'

/** «@Tomas · site reliability» */
export function Subline({ profile }: { profile: Profile }) {
  return (
    <div className={cx('quiet', styles.subline)} translate="no">
      {[`@${profile.mention_name}`, profile.title].filter(Boolean).join(' · ')}
    </div>
  )
}

/** What somebody is here, where that is not simply a person of the group. */
export function Part({
  profile,
}: {
  profile: Pick<Profile, 'is_guest' | 'is_group_admin' | 'is_owner' | 'is_deleted'>
}) {
  if (profile.is_guest) {
    return (
      <>
        <Lozenge kind="moved">{t('Guest')}</Lozenge>
        {profile.is_deleted && <Lozenge>{t('Gone')}</Lozenge>}
      </>
    )
  }
  if (profile.is_deleted) return <Lozenge>{t('Left the team')}</Lozenge>
  if (profile.is_owner) return <Lozenge>{t('Owner')}</Lozenge>
  if (profile.is_group_admin) return <Lozenge>{t('Administrator')}</Lozenge>
  return null
}

/** How somebody is, what their clock shows, where to write to. */
export function Facts({ profile, withRooms }: { profile: Profile; withRooms: boolean }) {
  const local = useLocalTime(profile.timezone)
  const state = shown(profile.presence)
  return (
    <div className={styles.facts}>
      {!profile.is_deleted && (
        <>
          <Icon of={CircleCheck} size="sm" />
          <span>
            {state === 'chat'
              ? t('Available')
              : state === 'dnd'
                ? t('Do not disturb')
                : state
                  ? t('Away')
                  : t('Offline')}
            <Note text={profile.presence?.status?.trim() ? presenceNote(profile.presence) : ''} />
          </span>
        </>
      )}
      {local && (
        <>
          <Icon of={Clock} size="sm" />
          <span>
            {local.text}
            <Note text={local.difference} />
          </span>
        </>
      )}
      {profile.email && (
        <>
          <Icon of={Mail} size="sm" />
          <a href={`mailto:${profile.email}`} translate="no">
            {profile.email}
          </a>
        </>
      )}
      {withRooms && profile.rooms.length > 0 && (
        <>
          <Icon of={MessageSquare} size="sm" />
          <span>
            {plural(profile.rooms.length, { one: '{n} room in common', other: '{n} rooms in common' })}
          </span>
        </>
      )}
    </div>
  )
}

function Note({ text }: { text: string }) {
  return text ? <span className="quiet"> · {text}</span> : null
}
