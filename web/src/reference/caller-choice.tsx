import { useMutation } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { createToken } from '../api/calls'
import { sentence } from '../api/errors'
import { t } from '../i18n'
import { Button, TextField } from '../ui'
import type { MethodDoc } from './openapi'
import styles from './reference.module.css'

interface Props {
  method: MethodDoc
  /** Whether the reader is signed in and could make a token here. */
  canMake: boolean
  token: string
  error: string | undefined
  onToken: (token: string) => void
}

// not translated: the name of a token stays what it was when it was made
const LABEL = 'API reference'
const DAYS = 30

/** A token that is pasted, or made on the spot with the scopes of the method. It is kept in this page alone. */
export function CallerChoice({ method, canMake, token, error, onToken }: Props) {
  const scopes = method.scopes.slice(0, 1)
  const make = useMutation({
    mutationFn: () => createToken('account', { label: LABEL, scopes, expires_in_days: DAYS }),
    onSuccess: (made) => onToken(made.token),
  })
  const canMakeThis = canMake && scopes.length > 0 && method.callers.includes('people')
  const hint = make.data
    ? t('Made with {list}. It ends in {n} days; you find it under API tokens as “{label}”.', {
        list: scopes.join(', '),
        n: DAYS,
        label: LABEL,
      })
    : t('It goes into the examples and is kept in this page alone.')
  return (
    <div className={styles.caller}>
      <TextField
        label={t('token')}
        autoComplete="off"
        spellCheck={false}
        value={token}
        error={error ?? (make.isError ? sentence(make.error) : undefined)}
        hint={method.needs === 'v1' ? t('A token of API v1; an admin makes it.') : hint}
        onChange={(event) => onToken(event.target.value)}
      />
      {canMakeThis && !token && (
        <Button
          size="sm"
          icon={KeyRound}
          working={make.isPending && t('Making…')}
          onClick={() => make.mutate()}
        >
          {t('Make a token for this')}
        </Button>
      )}
    </div>
  )
}
