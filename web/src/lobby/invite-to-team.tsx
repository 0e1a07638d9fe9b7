import { Check } from 'lucide-react'
import { useId, useState } from 'react'
import { createInvitation, type Invitation } from '../admin/calls'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import { Button, CopyButton, Dialog, Icon } from '../ui'
import { NewcomerEmail, NewcomerName, NewcomerProblem, useNewcomer } from '../users/newcomer'
import styles from './lobby.module.css'

/** Asks somebody to join the team. The link is shown too: it can be handed on where mail does not arrive. */
export default function InviteToTeam({ onClose }: { onClose: () => void }) {
  const form = useId()
  const { groupName } = useChat()
  const [made, setMade] = useState<Invitation[]>([])
  const { bind, problem, submit, isPending, isDirty } = useNewcomer(createInvitation, (invitation) =>
    setMade((before) => [invitation, ...before.filter((one) => one.email !== invitation.email)]),
  )
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('Invite people to {group}', { group: groupName })}
      dirty={isDirty}
      foot={
        <>
          <Button onClick={onClose}>{made.length > 0 ? t('Done') : t('Cancel')}</Button>
          <Button look="go" type="submit" form={form} working={isPending && t('Inviting…')}>
            {t('Invite')}
          </Button>
        </>
      }
    >
      <NewcomerProblem problem={problem} />
      <form id={form} className={styles.form} onSubmit={submit} noValidate>
        <NewcomerEmail bind={bind} />
        <NewcomerName bind={bind} hint={t('They can change it before they join.')} />
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
