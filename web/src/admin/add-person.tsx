import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { ApiError, sentence } from '../api/errors'
import { t } from '../i18n'
import { Button, Callout, Check, Dialog, TextField } from '../ui'
import styles from './admin.module.css'
import { addPerson, type SignInLink } from './admin-calls'
import { PEOPLE } from './people'

interface Props {
  onClose: () => void
  onAdded: (link: SignInLink) => void
}

/** A new account, and the link with which its person signs in. */
export function AddPerson({ onClose, onAdded }: Props) {
  const [values, setValues] = useState({ name: '', email: '', is_admin: false })
  const [sent, setSent] = useState(false)
  const form = useId()
  const queries = useQueryClient()
  const add = useMutation({
    mutationFn: () => addPerson(values),
    onSuccess: (link) => {
      onAdded(link)
      return queries.invalidateQueries({ queryKey: PEOPLE })
    },
  })
  const refused = add.error instanceof ApiError ? add.error : null
  const isShown = refused?.field === 'email' || refused?.field === 'name'
  const bind = (field: 'name' | 'email', gap: string) => ({
    value: values[field],
    error: sent && !values[field].trim() ? gap : refused?.field === field ? refused.message : null,
    onChange: (event: { target: { value: string } }) =>
      setValues((before) => ({ ...before, [field]: event.target.value })),
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    setSent(true)
    if (values.name.trim() && values.email.trim() && !add.isPending) add.mutate()
  }

  return (
    <Dialog
      open
      dirty={Boolean(values.name || values.email)}
      title={t('Add a person')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="go" type="submit" form={form} working={add.isPending && t('Adding…')}>
            {t('Add a person')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className={styles.form}>
        {add.isError && !isShown && (
          <Callout kind="red" alert>
            {sentence(add.error)}
          </Callout>
        )}
        <TextField
          label={t('Name')}
          autoComplete="off"
          maxLength={50}
          {...bind('name', t('Enter their name as colleagues know it.'))}
        />
        <TextField
          label={t('E-mail')}
          type="email"
          autoComplete="off"
          maxLength={254}
          hint={t('They sign in with it. You get a link to hand on, with which they choose a password.')}
          {...bind('email', t('Enter their e-mail address.'))}
        />
        <Check
          checked={values.is_admin}
          onChange={(event) => setValues((before) => ({ ...before, is_admin: event.target.checked }))}
        >
          {t('Administrator of your team')}
        </Check>
      </form>
    </Dialog>
  )
}
