import { useMutation } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { createInvitation, type Invitation } from '../admin/calls'
import { ApiError, sentence } from '../api/errors'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import { Button, Callout, CopyButton, Dialog, Icon, TextField } from '../ui'
import styles from './lobby.module.css'

/** Asks somebody to join the team. The link is shown too: it can be handed on where mail does not arrive. */
export default function InviteToTeam({ onClose }: { onClose: () => void }) {
  const form = useId()
  const { groupName } = useChat()
  const [values, setValues] = useState({ email: '', name: '' })
  const [isSent, setSent] = useState(false)
  const [made, setMade] = useState<Invitation[]>([])
  const invite = useMutation({
    mutationFn: () => createInvitation(values),
    onSuccess: (invitation) => {
      setMade((before) => [invitation, ...before.filter((one) => one.email !== invitation.email)])
      setValues({ email: '', name: '' })
      setSent(false)
    },
  })
  const refused = invite.error instanceof ApiError ? invite.error : null
  const isOfField = refused?.field === 'email' || refused?.field === 'name'
  const bind = (field: 'email' | 'name', gap: string) => ({
    value: values[field],
    error: isSent && !values[field].trim() ? gap : refused?.field === field ? refused.message : null,
    onChange: (event: { target: { value: string } }) =>
      setValues((before) => ({ ...before, [field]: event.target.value })),
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    setSent(true)
    if (values.email.trim() && values.name.trim() && !invite.isPending) invite.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('Invite people to {group}', { group: groupName })}
      dirty={Boolean(values.email || values.name)}
      foot={
        <>
          <Button onClick={onClose}>{made.length > 0 ? t('Done') : t('Cancel')}</Button>
          <Button look="go" type="submit" form={form} working={invite.isPending && t('Inviting…')}>
            {t('Invite')}
          </Button>
        </>
      }
    >
      {invite.isError && !isOfField && (
        <Callout kind="red" alert>
          {sentence(invite.error)}
        </Callout>
      )}
      <form id={form} className={styles.form} onSubmit={submit} noValidate>
        <TextField
          label={t('E-mail')}
          type="email"
          autoComplete="off"
          maxLength={254}
          {...bind('email', t('Enter their e-mail address.'))}
        />
        <TextField
          label={t('Name')}
          autoComplete="off"
          maxLength={50}
          hint={t('They can change it before they join.')}
          {...bind('name', t('Enter their name as colleagues know it.'))}
        />
      </form>
      {made.length > 0 && (
        <ul className={styles.made} aria-live="polite">
          {made.map((one) => (
            <li key={one.email} className="row">
              <Icon of={Check} size="sm" />
              <span className="grow cut" translate="no">
                {one.name}
              </span>
              <CopyButton text={one.link} label={t('Copy link')} />
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}
