import { useMutation } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { createToken } from '../api/calls'
import { sentence } from '../api/errors'
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
    ? `Made with ${scopes.join()}. It ends in ${DAYS} days; you find it under API tokens as «${LABEL}».`
    : 'It goes into the examples and is kept in this page alone.'
  return (
    <div className={styles.caller}>
      <TextField
        label="token"
        autoComplete="off"
        spellCheck={false}
        value={token}
        error={error ?? (make.isError ? sentence(make.error) : undefined)}
        hint={method.needs === 'v1' ? 'A token of API v1; an admin makes it.' : hint}
        onChange={(event) => onToken(event.target.value)}
      />
      {canMakeThis && !token && (
        <Button size="sm" icon={KeyRound} working={make.isPending && 'Making…'} onClick={() => make.mutate()}>
          Make a token for this
        </Button>
      )}
    </div>
  )
}
