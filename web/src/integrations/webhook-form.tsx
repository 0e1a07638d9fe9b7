import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { ApiError, sentence } from '../api/errors'
import type { RoomEntry } from '../api/types'
import { sayEach, t } from '../i18n'
import { Button, Callout, Columns, Pane, PaneFoot, SelectField, TextField, toast } from '../ui'
import { createWebhook, integrationsKey, testWebhook } from './calls'
import styles from './integrations.module.css'
import { EVENTS, takesPattern } from './words'

const EMPTY = { url: '', event: 'room_message', pattern: '', name: '' }
const SHOWN = ['url', 'pattern', 'name', 'event']

/** What to tell, when, and where to. With «and test it» a made-up event is sent at once. */
export function WebhookForm({ room, onClose }: { room: RoomEntry; onClose: () => void }) {
  const [values, setValues] = useState(EMPTY)
  const [sent, setSent] = useState(false)
  const [, go] = useLocation()
  const queries = useQueryClient()
  const create = useMutation({
    mutationFn: async (isTested: boolean) => {
      const pattern = takesPattern(values.event) ? values.pattern : ''
      const { id } = await createWebhook(room.id, { ...values, url: values.url.trim(), pattern })
      if (isTested) await testWebhook(id)
      return { id, isTested }
    },
    onSuccess: async ({ id, isTested }) => {
      await queries.invalidateQueries({ queryKey: integrationsKey(room.id) })
      toast(t('The webhook is added.'))
      if (isTested) go(`/rooms/addons/${room.id}/webhook/${id}`)
      onClose()
    },
  })
  const refused = create.error instanceof ApiError ? create.error : null
  const gap = sent && !/^https?:\/\/\S+$/i.test(values.url.trim())
  const errorOf = (field: string) => (refused?.field === field ? refused.message : null)
  const change = (next: Partial<typeof EMPTY>) => setValues((before) => ({ ...before, ...next }))

  function submit(isTested: boolean, event?: FormEvent) {
    event?.preventDefault()
    setSent(true)
    if (/^https?:\/\/\S+$/i.test(values.url.trim()) && !create.isPending) create.mutate(isTested)
  }

  return (
    <Pane className={styles.newHook}>
      <form
        className={styles.form}
        noValidate
        aria-label={t('Add a webhook')}
        onSubmit={(event) => submit(true, event)}
      >
        {create.isError && !SHOWN.includes(refused?.field ?? '') && (
          <Callout kind="red" alert>
            {sentence(create.error)}
          </Callout>
        )}
        <TextField
          label={t('Address')}
          type="url"
          // not translated: an example
          placeholder="https://bots.example.com/chinwag"
          autoComplete="off"
          autoFocus
          maxLength={2000}
          value={values.url}
          hint={t('We send a POST with JSON there.')}
          error={gap ? t('An address begins with https:// or http://.') : errorOf('url')}
          onChange={(event) => change({ url: event.target.value })}
        />
        <Columns>
          <SelectField
            label={t('When')}
            options={sayEach(EVENTS)}
            value={values.event}
            error={errorOf('event')}
            onChange={(event) => change({ event: event.target.value })}
          />
          <TextField
            label={t('Name')}
            placeholder={t('Stand-up bot')}
            autoComplete="off"
            maxLength={255}
            value={values.name}
            error={errorOf('name')}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Columns>
        {takesPattern(values.event) && (
          <TextField
            label={t('Only messages that match')}
            // not translated: an example
            placeholder="^/deploy"
            autoComplete="off"
            spellCheck={false}
            value={values.pattern}
            hint={t('A regular expression, searched anywhere in the message. Empty: every message.')}
            error={errorOf('pattern')}
            onChange={(event) => change({ pattern: event.target.value })}
          />
        )}
        <PaneFoot>
          <Button look="plain" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <span className="grow" />
          <Button onClick={() => submit(false)}>{t('Add')}</Button>
          <Button type="submit" look="go" working={create.isPending && t('Adding…')}>
            {t('Add and test it')}
          </Button>
        </PaneFoot>
      </form>
    </Pane>
  )
}
