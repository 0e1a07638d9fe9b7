import { Back } from '../chat/back'
import { t } from '../i18n'
import { PersonButton } from '../profile/person-button'
import styles from '../rooms/header.module.css'
import { PanelButton, type PanelSwitch, SearchButton } from '../rooms/room-header'
import { StarButton } from '../rooms/star-button'
import { cx, Lozenge } from '../ui'
import { type Person, presenceNote, shown } from './model'
import { PersonFace } from './person-face'

/** The person of a one-to-one chat and what they say of themselves. */
export function PersonHeader({ person, panel }: { person: Person; panel: PanelSwitch }) {
  const note = presenceNote(person.presence) || (shown(person.presence) ? t('available') : t('offline'))
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <Back />
        <div className={styles.names}>
          <h1 className={styles.title}>
            <PersonFace person={person} size={24} />
            <PersonButton id={person.id} className="cut">
              <span translate="no">{person.name}</span>
            </PersonButton>
            {person.is_guest && <Lozenge kind="moved">{t('Guest')}</Lozenge>}
          </h1>
          <StarButton chatKey={`user/${person.id}`} />
          <span className={cx(styles.topic, styles.underFace, 'cut')}>
            {[person.title, note].filter(Boolean).join(' · ')}
          </span>
        </div>
        <SearchButton />
        <PanelButton panel={panel} />
      </div>
    </header>
  )
}
