import { plural, rich, t } from '../i18n'
import { Button, CopyButton, Dialog } from '../ui'
import type { SignInLink } from './admin-calls'
import styles from './sign-in-link.module.css'

/** A one-time link: nobody can show it again. */
export function LinkOnce({ link, onClose }: { link: SignInLink; onClose: () => void }) {
  return (
    <Dialog
      open
      dirty
      title={t('Hand on the link')}
      onClose={onClose}
      foot={
        <Button look="go" onClick={onClose}>
          {t('Done')}
        </Button>
      }
    >
      <p>
        {rich('Give this link to {name}, and to nobody else. They sign in with it and choose a password.', {
          name: <b translate="no">{link.name}</b>,
        })}
      </p>
      <div className={styles.link}>
        <span className={styles.text} translate="no">
          {link.link}
        </span>
        <CopyButton text={link.link} label={t('Copy link')} />
      </div>
      <p className="small quiet">
        {plural(link.expires_in_days, {
          one: 'It works once, for {n} day, and is not shown again.',
          other: 'It works once, for {n} days, and is not shown again.',
        })}
      </p>
    </Dialog>
  )
}
