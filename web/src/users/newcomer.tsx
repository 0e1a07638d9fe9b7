import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ApiError, sentence } from '../api/errors'
import { t } from '../i18n'
import { Callout, TextField } from '../ui'

type Field = 'name' | 'email'
export type Who = Record<Field, string>

const NOBODY: Who = { name: '', email: '' }

/** The two fields that say who somebody new is, checked before they are sent and emptied when the server took them. */
export function useNewcomer<Made>(send: (who: Who) => Promise<Made>, onMade: (made: Made) => unknown) {
  const [values, setValues] = useState(NOBODY)
  const [isSent, setSent] = useState(false)
  const sending = useMutation({
    mutationFn: () => send(values),
    onSuccess: (made) => {
      setValues(NOBODY)
      setSent(false)
      return onMade(made)
    },
  })
  const refused = sending.error instanceof ApiError ? sending.error : null
  return {
    isDirty: Boolean(values.name || values.email),
    isPending: sending.isPending,
    /** What no field can say. */
    problem: refused?.field === 'email' || refused?.field === 'name' ? null : sending.error,
    bind: (field: Field, gap: string) => ({
      value: values[field],
      error: isSent && !values[field].trim() ? gap : refused?.field === field ? refused.message : null,
      onChange: (event: { target: { value: string } }) =>
        setValues((before) => ({ ...before, [field]: event.target.value })),
    }),
    submit(event: FormEvent): void {
      event.preventDefault()
      setSent(true)
      if (values.email.trim() && values.name.trim() && !sending.isPending) sending.mutate()
    },
  }
}

type Newcomer = Pick<ReturnType<typeof useNewcomer>, 'bind' | 'problem'>

/** What the server said about the whole of it. */
export function NewcomerProblem({ problem }: Pick<Newcomer, 'problem'>) {
  return (
    problem !== null && (
      <Callout kind="red" alert>
        {sentence(problem)}
      </Callout>
    )
  )
}

interface FieldProps extends Pick<Newcomer, 'bind'> {
  hint?: string
}

export function NewcomerEmail({ bind, hint }: FieldProps) {
  return (
    <TextField
      label={t('E-mail')}
      type="email"
      autoComplete="off"
      maxLength={254}
      hint={hint}
      {...bind('email', t('Enter their e-mail address.'))}
    />
  )
}

export function NewcomerName({ bind, hint }: FieldProps) {
  return (
    <TextField
      label={t('Name')}
      autoComplete="off"
      maxLength={50}
      hint={hint}
      {...bind('name', t('Enter their name as colleagues know it.'))}
    />
  )
}
