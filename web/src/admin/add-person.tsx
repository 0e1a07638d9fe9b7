import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { t } from '../i18n'
import { Button, Check, Dialog } from '../ui'
import { NewcomerEmail, NewcomerName, NewcomerProblem, useNewcomer } from '../users/newcomer'
import styles from './admin.module.css'
import { addPerson, type SignInLink } from './admin-calls'
import { PEOPLE } from './people'

interface Props {
  onClose: () => void
  onAdded: (link: SignInLink) => void
}

/** A new account, and the link with which its person signs in. */
export function AddPerson({ onClose, onAdded }: Props) {
  const [isAdmin, setAdmin] = useState(false)
  const form = useId()
  const queries = useQueryClient()
  const { bind, problem, submit, isPending, isDirty } = useNewcomer(
    (who) => addPerson({ ...who, is_admin: isAdmin }),
    (link) => {
      onAdded(link)
      return queries.invalidateQueries({ queryKey: PEOPLE })
    },
  )
  return (
    <Dialog
      open
      dirty={isDirty}
      title={t('Add a person')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="go" type="submit" form={form} working={isPending && t('Adding…')}>
            {t('Add a person')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className={styles.form}>
        <NewcomerProblem problem={problem} />
        <NewcomerName bind={bind} />
        <NewcomerEmail
          bind={bind}
          hint={t('They sign in with it. You get a link to hand on, with which they choose a password.')}
        />
        <Check checked={isAdmin} onChange={(event) => setAdmin(event.target.checked)}>
          {t('Administrator of your team')}
        </Check>
      </form>
    </Dialog>
  )
}
