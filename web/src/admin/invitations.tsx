import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { t } from '../i18n'
import styles from '../tokens/tokens.module.css'
import {
  ActionCell,
  Block,
  Button,
  Cell,
  Columns,
  CopyButton,
  Loaded,
  Lozenge,
  MainCell,
  Nothing,
  PageHead,
  Pane,
  PaneFoot,
  Refused,
  Table,
  toast,
  useTitle,
} from '../ui'
import { sayFuture, sayPast } from '../ui/times'
import { NewcomerEmail, NewcomerName, NewcomerProblem, useNewcomer } from '../users/newcomer'
import own from './admin.module.css'
import { AdminPage } from './admin-page'
import { createInvitation, deleteInvitation, type Invitation, listInvitations } from './calls'

const INVITATIONS = ['invitations'] as const

/** `/admin/invitations`: who was asked to join, and the form that asks. */
export function Invitations() {
  return (
    <AdminPage>
      <OfTheTeam />
    </AdminPage>
  )
}

function OfTheTeam() {
  useTitle(t('Invitations'))
  const listed = useQuery({
    queryKey: INVITATIONS,
    queryFn: ({ signal }) => listInvitations(signal),
    staleTime: 0,
  })
  const sendsMail = listed.data?.sends_mail ?? true
  return (
    <>
      <PageHead title={t('Invitations')}>
        {sendsMail
          ? t('Whoever you invite gets an e-mail with a link that works once, for 7 days.')
          : t(
              'This server sends no e-mail: copy the link of an invitation and hand it on. It works once, for 7 days.',
            )}
      </PageHead>
      <Block title={t('Invite somebody')}>
        <InviteForm />
      </Block>
      <Loaded query={listed} lines={3}>
        {({ items }) => (
          <Block title={t('Waiting for an answer')}>
            {items.length > 0 ? (
              <Waiting items={items} />
            ) : (
              <Nothing title={t('Nobody is waiting')}>
                {t(
                  'Whoever you invite stands here until they have joined. You can copy their link again, or take it back.',
                )}
              </Nothing>
            )}
          </Block>
        )}
      </Loaded>
    </>
  )
}

function InviteForm() {
  const queries = useQueryClient()
  const { bind, problem, submit, isPending } = useNewcomer(createInvitation, ({ name }) => {
    toast(t('{name} is invited.', { name }))
    return queries.invalidateQueries({ queryKey: INVITATIONS })
  })
  return (
    <Pane>
      <form onSubmit={submit} noValidate className={styles.form}>
        <NewcomerProblem problem={problem} />
        <Columns>
          <NewcomerEmail bind={bind} />
          <NewcomerName bind={bind} />
        </Columns>
        <PaneFoot>
          <span className="grow small quiet">{t('They can change the name before they join.')}</span>
          <Button type="submit" look="go" working={isPending && t('Inviting…')}>
            {t('Invite')}
          </Button>
        </PaneFoot>
      </form>
    </Pane>
  )
}

function Waiting({ items }: { items: readonly Invitation[] }) {
  const queries = useQueryClient()
  const takeBack = useMutation({
    mutationFn: (invitation: Invitation) => deleteInvitation(invitation.email),
    onSuccess: (_, { name }) => {
      toast(t('The invitation of {name} is taken back.', { name }))
      return queries.invalidateQueries({ queryKey: INVITATIONS })
    },
  })
  return (
    <>
      <Refused asked={takeBack} />
      <Table label={t('Invitations')} columns={[t('Person'), t('Invited'), t('Ends'), t('Link')]}>
        {items.map((one) => (
          <tr key={one.email}>
            <MainCell second={<span className={own.mail}>{one.email}</span>}>
              <span className={own.mail}>{one.name}</span>
            </MainCell>
            <Cell column={t('Invited')} className="soft">
              {sayPast(new Date(one.created))}
              {one.invited_by && ` ${t('by {name}', { name: one.invited_by })}`}
            </Cell>
            <Cell column={t('Ends')}>
              {one.is_expired ? (
                <Lozenge kind="error">{t('ended')}</Lozenge>
              ) : (
                sayFuture(new Date(one.expires))
              )}
            </Cell>
            <Cell>
              {one.is_expired ? (
                <span className="quiet">{t('works no more')}</span>
              ) : (
                <CopyButton text={one.link} label={t('Copy link')} />
              )}
            </Cell>
            <ActionCell>
              <Button
                look="plainStop"
                size="sm"
                onClick={() => takeBack.mutate(one)}
                aria-label={t('Take back the invitation of {name}', { name: one.name })}
              >
                {t('Take back')}
              </Button>
            </ActionCell>
          </tr>
        ))}
      </Table>
    </>
  )
}
