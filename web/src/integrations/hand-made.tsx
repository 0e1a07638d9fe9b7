import { KeyRound } from 'lucide-react'
import { t } from '../i18n'
import { Lozenge, Tile } from '../ui'
import type { HandMadeAddon } from './calls'
import styles from './integrations.module.css'
import { mayInWords } from './words'

/** OAuth clients that an administrator made at the command line: they have no descriptor, so nothing to configure. */
export function HandMade({ addons }: { addons: readonly HandMadeAddon[] }) {
  if (addons.length === 0) return null
  return (
    <ul className={styles.list} aria-label={t('Clients without a descriptor')}>
      {addons.map((addon) => (
        <li key={addon.oauth_id} className={styles.addon}>
          <Tile size={40} icon={KeyRound} />
          <div className={styles.about}>
            <div className={styles.name}>
              {addon.name} <Lozenge>{t('Made by hand')}</Lozenge>
              {!addon.room && <Lozenge>{t('Whole team')}</Lozenge>}
            </div>
            <div className="soft small">{mayInWords(addon.scopes)}</div>
          </div>
        </li>
      ))}
    </ul>
  )
}
