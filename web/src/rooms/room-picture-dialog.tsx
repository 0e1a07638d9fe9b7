import { useRoom } from '../chat/context'
import { t } from '../i18n'
import { removeRoomPicture, setRoomPicture } from '../pictures/calls'
import { MOST_IN_JSON, PictureChoice } from '../pictures/picture-choice'
import styles from '../pictures/pictures.module.css'
import { cx, Dialog, RoomBubble } from '../ui'
import type { RoomEntry } from './model'

/** Gives a room a picture in place of its bubble, for everybody. */
export default function RoomPictureDialog({ room, onClose }: { room: RoomEntry; onClose: () => void }) {
  const now = useRoom(room.id) ?? room
  return (
    <Dialog open onClose={onClose} title={t('Change the picture')}>
      <PictureChoice
        what="picture"
        has={Boolean(now.avatar_url)}
        most={MOST_IN_JSON}
        hint={t('Everybody sees it beside {name}. PNG, JPEG, GIF or WebP, best as a square.', {
          name: now.name,
        })}
        draw={(chosen) => {
          const shown = chosen ?? now.avatar_url
          return shown ? (
            <img className={styles.room} src={shown} alt="" />
          ) : (
            <span className={cx(styles.room, styles.none)}>
              <RoomBubble isPrivate={now.privacy === 'private'} />
            </span>
          )
        }}
        save={(picture) => setRoomPicture(now.id, picture)}
        remove={() => removeRoomPicture(now.id)}
      />
    </Dialog>
  )
}
