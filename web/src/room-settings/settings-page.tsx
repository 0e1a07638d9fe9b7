import { useQueryClient } from '@tanstack/react-query'
import { t } from '../i18n'
import { removeRoomPicture, setRoomPicture } from '../pictures/calls'
import { MOST_IN_JSON, PictureChoice } from '../pictures/picture-choice'
import pictures from '../pictures/pictures.module.css'
import { Block, Callout, cx, PageHead, Pane, RoomBubble, toast, useTitle } from '../ui'
import type { RoomSettings } from './calls'
import { Ending } from './ending'
import { SettingsFrame, settingsKey } from './frame'
import { GeneralForm } from './general-form'
import { GuestLink } from './guest-link'
import { PrivacyChoice } from './privacy-choice'

/** `/rooms/settings/:id`: what the room is called, who can come in, and its end. */
export function RoomSettingsPage({ id }: { id: number }) {
  return <SettingsFrame id={id}>{(room) => <OfRoom room={room} />}</SettingsFrame>
}

function OfRoom({ room }: { room: RoomSettings }) {
  useTitle(t('Settings of {name}', { name: room.name }))
  const isFixed = !room.can_admin || room.is_archived
  return (
    <>
      <PageHead title={t('Room settings')}>
        {room.can_admin
          ? t('You look after {name}. Changes hold for everybody at once.', { name: room.name })
          : t('{owner} looks after this room. Only its owner, its admins and group admins can change it.', {
              owner: room.owner_name,
            })}
      </PageHead>
      {room.is_archived && (
        <Callout kind="yellow">
          {t(
            'This room is archived: everybody can read it, nobody can write in it or change it. Bring it back below.',
          )}
        </Callout>
      )}
      <Block title={t('Name and topic')}>
        <Pane>
          <GeneralForm key={`${room.name} ${room.topic}`} room={room} isFixed={isFixed} />
        </Pane>
      </Block>
      {!isFixed && (
        <Block title={t('Picture')}>
          <Pane>
            <Picture room={room} />
          </Pane>
        </Block>
      )}
      <Block title={t('Who can come in')}>
        <Pane>
          <PrivacyChoice room={room} isFixed={isFixed} />
        </Pane>
      </Block>
      {room.can_admin && (
        <Block
          title={t('Guests')}
          lede={t('People without an account who come by a link, for a day at most.')}
        >
          <Pane>
            <GuestLink room={room} />
          </Pane>
        </Block>
      )}
      <Block title={room.can_admin ? t('Leave, archive or delete') : t('Leave')}>
        <Pane>
          <Ending room={room} />
        </Pane>
      </Block>
    </>
  )
}

function Picture({ room }: { room: RoomSettings }) {
  const queries = useQueryClient()
  const seen = async (call: Promise<void>, done: string) => {
    await call
    await queries.invalidateQueries({ queryKey: settingsKey(room.id) })
    toast(done)
  }
  return (
    <PictureChoice
      what="picture"
      has={Boolean(room.avatar_url)}
      most={MOST_IN_JSON}
      hint={t('Everybody sees it beside the name. PNG, JPEG, GIF or WebP, best as a square.')}
      draw={(chosen) => {
        const shown = chosen ?? room.avatar_url
        return shown ? (
          <img className={pictures.room} src={shown} alt="" />
        ) : (
          <span className={cx(pictures.room, pictures.none)}>
            <RoomBubble isPrivate={room.privacy === 'private'} />
          </span>
        )
      }}
      save={(picture) => seen(setRoomPicture(room.id, picture), t('Picture saved'))}
      remove={() => seen(removeRoomPicture(room.id), t('Picture removed'))}
    />
  )
}
