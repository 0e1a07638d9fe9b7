import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ApiError, sentence } from '../api/errors'
import type { Me } from '../api/types'
import { t } from '../i18n'
import { changeOwnProfile, type OwnProfile } from '../profile/calls'
import { localTime, ownTimezone, timezones } from '../profile/local-time'
import { useSession } from '../session/session'
import { Button, Callout, Columns, PaneFoot, SelectField, TextField, toast } from '../ui'
import styles from './account.module.css'

const FIELDS = ['name', 'mention_name', 'title', 'timezone'] as const
const MENTION = /^[\p{L}\p{N}_.-]{1,50}$/u

/** How one is called, what one does, and where: what everybody sees. */
export function ProfileForm({ me }: { me: Me }) {
  const queries = useQueryClient()
  const { refetch } = useSession()
  const [values, setValues] = useState<OwnProfile>(() => ofMe(me))
  const change = useMutation({
    mutationFn: changeOwnProfile,
    onSuccess: async (now) => {
      setValues(ofMe(now))
      await refetch()
      void queries.invalidateQueries({ queryKey: ['profile', me.id] })
      toast(t('Profile saved'))
    },
  })
  const refused = change.error instanceof ApiError ? change.error : null
  const changed = Object.fromEntries(
    FIELDS.filter((field) => values[field].trim() !== me[field]).map((field) => [
      field,
      values[field].trim(),
    ]),
  )
  const mention = values.mention_name.replace(/^@/, '')
  const wrongMention =
    mention === '' || MENTION.test(mention) ? null : t('Only letters, digits, dots, hyphens and underscores.')
  const isSame = Object.keys(changed).length === 0
  const isGap = !values.name.trim() || !mention
  const here = ownTimezone()
  const local = localTime(values.timezone)
  const bind = (field: keyof OwnProfile) => ({
    value: values[field],
    onChange: (event: { target: { value: string } }) =>
      setValues((before) => ({ ...before, [field]: event.target.value })),
  })
  const errorOf = (field: keyof OwnProfile) => (refused?.field === field ? refused.message : null)
  // Taken names are refused without a field.
  const isTaken = refused !== null && /mention name/.test(refused.message)
  const isShown = isTaken || FIELDS.some((field) => errorOf(field))
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!isSame && !isGap && !wrongMention && !change.isPending) change.mutate(changed)
  }
  return (
    <form className={styles.profile} onSubmit={submit} noValidate>
      {change.isError && !isShown && (
        <Callout kind="red" alert>
          {sentence(change.error)}
        </Callout>
      )}
      <Columns>
        <TextField
          label={t('Name')}
          autoComplete="name"
          maxLength={50}
          error={values.name.trim() ? errorOf('name') : t('Enter your name as colleagues know it.')}
          {...bind('name')}
        />
        <TextField
          label={t('Mention name')}
          autoComplete="off"
          maxLength={51}
          error={
            mention
              ? (wrongMention ?? errorOf('mention_name') ?? (isTaken ? refused.message : null))
              : t('Others call you by it: choose one.')
          }
          hint={t('What others write after an @ to call you.')}
          {...bind('mention_name')}
        />
        <TextField
          label={t('Title')}
          autoComplete="organization-title"
          maxLength={200}
          placeholder={t('What you do here')}
          error={errorOf('title')}
          {...bind('title')}
        />
        <SelectField
          label={t('Time zone')}
          options={timezones(values.timezone).map((zone) => ({
            value: zone,
            text: zone === 'UTC' ? t('Not said (UTC)') : zone.replaceAll('_', ' '),
          }))}
          error={errorOf('timezone')}
          hint={local ? local.text : t('Others see what your clock shows.')}
          aside={
            here !== values.timezone && here !== 'UTC' ? (
              <button
                type="button"
                className={styles.here}
                onClick={() => setValues((before) => ({ ...before, timezone: here }))}
              >
                {t('Use {zone}', { zone: here.replaceAll('_', ' ') })}
              </button>
            ) : null
          }
          {...bind('timezone')}
        />
      </Columns>
      <PaneFoot>
        <span className="grow" />
        <Button
          type="submit"
          look="go"
          disabled={isSame || isGap || wrongMention !== null}
          working={change.isPending && t('Saving…')}
        >
          {t('Save profile')}
        </Button>
      </PaneFoot>
    </form>
  )
}

function ofMe(me: Me): OwnProfile {
  return { name: me.name, mention_name: me.mention_name, title: me.title, timezone: me.timezone }
}
