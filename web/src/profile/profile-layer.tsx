import { Popover as Base } from '@base-ui/react/popover'
import { MessageCircle, Pencil, UserRound } from 'lucide-react'
import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { useStore } from 'zustand'
import { sentence } from '../api/errors'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import { Avatar, Button, Callout, cx, Skeleton } from '../ui'
import { shown } from '../users/model'
import { askedProfile } from './asked'
import type { Profile } from './calls'
import styles from './profile.module.css'
import { Facts, Part, Subline } from './profile-facts'
import { useProfile } from './use-profile'

const close = () => askedProfile.setState({ asked: null })

/** The card of whoever was clicked, beside the name; on the phone a sheet from below. */
export default function ProfileLayer() {
  const asked = useStore(askedProfile, (state) => state.asked)
  const [path] = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: who goes elsewhere is done with the card
  useEffect(close, [path])
  return (
    <Base.Root open={asked !== null} onOpenChange={(isOpen) => isOpen || close()}>
      <Base.Portal>
        <Base.Backdrop className={styles.scrim} />
        <Base.Positioner
          anchor={asked?.anchor}
          side="inline-end"
          align="start"
          sideOffset={8}
          collisionPadding={12}
          className={styles.place}
        >
          <Base.Popup className={styles.pop} finalFocus={() => asked?.anchor ?? true}>
            {asked && <Card id={asked.id} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function Card({ id }: { id: number }) {
  const { query, profile } = useProfile(id)
  if (profile) return <Known profile={profile} />
  return (
    <div className={styles.waiting}>
      <Base.Title className="hush">{t('Profile')}</Base.Title>
      {query.isError ? <Callout kind="red">{sentence(query.error)}</Callout> : <Skeleton lines={4} />}
    </div>
  )
}

function Known({ profile }: { profile: Profile }) {
  const chat = useChat()
  const [, navigate] = useLocation()
  const isMe = profile.id === chat.me.id
  return (
    <>
      <div className={styles.band} />
      <div className={styles.in}>
        <Avatar
          id={profile.id}
          name={profile.name}
          photo={profile.photo_url}
          size={64}
          presence={profile.is_deleted ? undefined : shown(profile.presence)}
          className={styles.face}
        />
        <div className={cx('row', 'wrap', styles.title)}>
          <Base.Title className={styles.name} translate="no">
            {profile.name}
          </Base.Title>
          <Part profile={profile} />
        </div>
        <Subline profile={profile} />
        <Facts profile={profile} withRooms />
        <div className="row">
          {isMe && !profile.is_guest && (
            <Button look="go" icon={Pencil} className="grow" onClick={() => navigate('/account')}>
              {t('Edit your profile')}
            </Button>
          )}
          {!isMe && profile.can_message && (
            <Button
              look="go"
              icon={MessageCircle}
              className="grow"
              onClick={() => {
                close()
                navigate(`/chat/${profile.id}`)
              }}
            >
              {t('Message')}
            </Button>
          )}
          {!chat.me.is_guest && (
            <Button
              icon={UserRound}
              className={profile.can_message || isMe ? undefined : 'grow'}
              onClick={() => navigate(`/people/${profile.id}`)}
            >
              {t('Profile')}
            </Button>
          )}
        </div>
        {!isMe && profile.is_guest && (
          <p className="small quiet">{t('Guests came by the link of a room and see nothing else.')}</p>
        )}
      </div>
    </>
  )
}
