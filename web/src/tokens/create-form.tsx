import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { createToken, type TokenOwner } from '../api/calls'
import { ApiError, sentence } from '../api/errors'
import type { NewToken } from '../api/types'
import { plural, t } from '../i18n'
import type { Scope } from '../scopes'
import { Button, Callout, Check, Columns, Pane, PaneFoot, ScopeName, SelectField, TextField } from '../ui'
import { endsChoices, endsFromChoice } from './ends'
import styles from './tokens.module.css'

interface Props {
  owner: TokenOwner
  scopes: readonly Scope[]
  /** Scopes that this person may not give, each with the reason in its hint. */
  withheld?: readonly string[]
  onCreated: (token: NewToken) => void
}

/** Name, end and permissions of a new token. What is missing is said on sending. */
export function CreateForm({ owner, scopes, withheld = [], onCreated }: Props) {
  const [label, setLabel] = useState('')
  const [ends, setEnds] = useState('90')
  const [chosen, setChosen] = useState<readonly string[]>(['send_notification'])
  const [sent, setSent] = useState(false)
  const create = useMutation({
    mutationFn: () =>
      createToken(owner, { label: label.trim(), scopes: [...chosen], expires_in_days: endsFromChoice(ends) }),
    onSuccess: (token) => {
      setLabel('')
      setSent(false)
      onCreated(token)
    },
  })
  const noLabel = sent && !label.trim() ? t('Give it a name that you will recognise later.') : null
  const noScope = sent && chosen.length === 0
  const wrongLabel =
    create.error instanceof ApiError && create.error.field === 'label' ? create.error.message : null

  function submit(event: FormEvent) {
    event.preventDefault()
    setSent(true)
    if (label.trim() && chosen.length > 0 && !create.isPending) create.mutate()
  }

  function toggle(id: string, on: boolean) {
    setChosen((before) => (on ? [...before, id] : before.filter((one) => one !== id)))
  }

  return (
    <Pane>
      <form onSubmit={submit} noValidate className={styles.form}>
        {create.isError && !wrongLabel && (
          <Callout kind="red" alert>
            {sentence(create.error)}
          </Callout>
        )}
        <Columns>
          <TextField
            label={t('Name')}
            placeholder={t('Deploy script')}
            maxLength={100}
            value={label}
            error={noLabel ?? wrongLabel}
            onChange={(event) => setLabel(event.target.value)}
          />
          <SelectField
            label={t('Ends')}
            options={endsChoices()}
            value={ends}
            onChange={(event) => setEnds(event.target.value)}
          />
        </Columns>
        <fieldset aria-describedby={noScope ? 'no-scope' : undefined}>
          <legend className={styles.legend}>{t('It may')}</legend>
          <div className={styles.choices}>
            {scopes.map((scope) => (
              <Check
                key={scope.id}
                hint={t(scope.hint)}
                checked={chosen.includes(scope.id)}
                disabled={withheld.includes(scope.id)}
                onChange={(event) => toggle(scope.id, event.target.checked)}
              >
                {t(scope.can)} <ScopeName>{scope.id}</ScopeName>
              </Check>
            ))}
          </div>
          {noScope && (
            <p id="no-scope" className={styles.error} role="alert">
              {t('Choose at least one permission.')}
            </p>
          )}
        </fieldset>
        <PaneFoot>
          <span className="grow small quiet" aria-live="polite">
            {plural(chosen.length, { one: '{n} permission chosen', other: '{n} permissions chosen' })}
          </span>
          <Button type="submit" look="go" working={create.isPending && t('Creating…')}>
            {t('Create token')}
          </Button>
        </PaneFoot>
      </form>
    </Pane>
  )
}
