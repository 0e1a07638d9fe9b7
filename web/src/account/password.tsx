import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ApiError, sentence } from '../api/errors'
import { t } from '../i18n'
import { Button, Callout, PasswordField, toast } from '../ui'
import styles from './account.module.css'
import { changePassword } from './calls'

const LEAST = 8

/** A new password: it signs out all other browsers. */
export function Password({ email }: { email: string }) {
  const queries = useQueryClient()
  const [old, setOld] = useState('')
  const [wanted, setWanted] = useState('')
  const [isSent, setSent] = useState(false)
  const change = useMutation({
    mutationFn: () => changePassword(old, wanted),
    onSuccess: () => {
      setOld('')
      setWanted('')
      setSent(false)
      toast(t('Password changed. Other browsers are signed out.'))
      return queries.invalidateQueries({ queryKey: ['own-sessions'] })
    },
  })
  const refused = change.error instanceof ApiError ? change.error : null
  const isOldWrong = refused?.field === 'old'
  const isNewWrong = refused?.field === 'password'
  function submit(event: FormEvent) {
    event.preventDefault()
    setSent(true)
    if (old && wanted.length >= LEAST && !change.isPending) change.mutate()
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {change.isError && !isOldWrong && !isNewWrong && (
        <Callout kind="red" alert>
          {sentence(change.error)}
        </Callout>
      )}
      {/* For the browser's own list of passwords. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <PasswordField
        label={t('Old password')}
        autoComplete="current-password"
        value={old}
        error={isSent && !old ? t('Enter the password you have now.') : isOldWrong ? refused?.message : null}
        onChange={(event) => setOld(event.target.value)}
      />
      <PasswordField
        label={t('New password')}
        autoComplete="new-password"
        hint={t('A few words are easier to remember than signs.')}
        value={wanted}
        error={
          isSent && wanted.length < LEAST && !change.isSuccess
            ? t('A password needs at least {least} characters.', { least: LEAST })
            : isNewWrong
              ? refused?.message
              : null
        }
        onChange={(event) => setWanted(event.target.value)}
      />
      <div>
        <Button type="submit" working={change.isPending && t('Changing…')}>
          {t('Change password')}
        </Button>
      </div>
    </form>
  )
}
