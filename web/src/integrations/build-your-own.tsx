import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { createToken } from '../api/calls'
import { sentence } from '../api/errors'
import type { NewToken, RoomEntry } from '../api/types'
import { t } from '../i18n'
import { TokenOnce } from '../tokens/token-once'
import { Button, Pane, TextField } from '../ui'
import { integrationsKey } from './calls'
import styles from './integrations.module.css'

/** A name becomes a token of the room, with a command that posts. */
export function BuildYourOwn({ room }: { room: RoomEntry }) {
  const [name, setName] = useState('')
  const [sent, setSent] = useState(false)
  const [fresh, setFresh] = useState<NewToken | null>(null)
  const queries = useQueryClient()
  const create = useMutation({
    mutationFn: () =>
      createToken(
        { room: room.id },
        { label: name.trim(), scopes: ['send_notification', 'view_room'], expires_in_days: null },
      ),
    onSuccess: (token) => {
      setFresh(token)
      setName('')
      setSent(false)
      return queries.invalidateQueries({ queryKey: integrationsKey(room.id) })
    },
  })
  if (fresh) return <TokenOnce key={fresh.id} token={fresh} rooms={[room]} onDone={() => setFresh(null)} />

  function submit(event: FormEvent) {
    event.preventDefault()
    setSent(true)
    if (name.trim() && !create.isPending) create.mutate()
  }

  const gap = sent && !name.trim() ? t('Give it a name: people see it beside what it posts.') : null
  return (
    <Pane>
      <form className={styles.one} onSubmit={submit} noValidate aria-label={t('Build your own')}>
        <TextField
          label={t('Name')}
          placeholder={t('Deploy script')}
          maxLength={100}
          autoComplete="off"
          value={name}
          hint={t('People in {name} see it beside what it posts. It can post here and nowhere else.', {
            name: room.name,
          })}
          error={gap ?? (create.isError ? sentence(create.error) : null)}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" working={create.isPending && t('Creating…')}>
          {t('Create')}
        </Button>
      </form>
    </Pane>
  )
}
