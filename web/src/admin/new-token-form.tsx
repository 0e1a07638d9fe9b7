import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type Message, msg, sayEach, t } from '../i18n'
import styles from '../tokens/tokens.module.css'
import { Button, Columns, Pane, PaneFoot, Refused, SelectField, TextField } from '../ui'
import { type AdminTokenKind, createGroupToken, type NewAdminToken } from './calls'

const KINDS: { value: AdminTokenKind; text: Message }[] = [
  { value: 'v1_notification', text: msg('Send messages and set topics') },
  { value: 'v1_admin', text: msg('Everything') },
]

/** A token of API v1. */
export function NewTokenForm({ onCreated }: { onCreated: (token: NewAdminToken) => void }) {
  const [label, setLabel] = useState('')
  const [kind, setKind] = useState<AdminTokenKind>('v1_notification')
  const [sent, setSent] = useState(false)
  const create = useMutation({
    mutationFn: () => createGroupToken({ kind, label: label.trim() }),
    onSuccess: onCreated,
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    setSent(true)
    if (label.trim() && !create.isPending) create.mutate()
  }

  return (
    <Pane>
      <form onSubmit={submit} noValidate className={styles.form} aria-label={t('Create a token for API v1')}>
        <Refused asked={create} />
        <Columns>
          <TextField
            label={t('Name')}
            // not translated: a name
            placeholder="Nagios"
            maxLength={100}
            value={label}
            error={sent && !label.trim() ? t('Give it a name that you will recognise later.') : null}
            onChange={(event) => setLabel(event.target.value)}
          />
          <SelectField
            label={t('It may')}
            options={sayEach(KINDS)}
            value={kind}
            onChange={(event) => setKind(event.target.value as AdminTokenKind)}
          />
        </Columns>
        <PaneFoot>
          <span className="grow" />
          <Button type="submit" working={create.isPending && t('Creating…')}>
            {t('Create token')}
          </Button>
        </PaneFoot>
      </form>
    </Pane>
  )
}
