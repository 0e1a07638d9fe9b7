import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { t } from '../i18n'
import { ActionCell, Button, Cell, Loaded, Lozenge, MainCell, Refused, Table, toast } from '../ui'
import { sayPast } from '../ui/times'
import { browserName } from './browser-name'
import { endSession, listSessions, type OwnSession } from './calls'

const KEY = ['own-sessions'] as const

/** Where one is signed in; each of them can be ended from here. */
export function Sessions() {
  const queries = useQueryClient()
  const sessions = useQuery({ queryKey: KEY, queryFn: ({ signal }) => listSessions(signal) })
  const end = useMutation({
    mutationFn: (session: OwnSession) => endSession(session.id),
    onSuccess: (_, session) =>
      toast(t('{browser} is signed out', { browser: browserName(session.user_agent) })),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  })
  return (
    <>
      <Refused asked={end} />
      <Loaded query={sessions} lines={2}>
        {(items) => (
          <Table label={t('Browsers')} columns={[t('Browser'), t('Signed in'), t('Last used')]}>
            {items.map((session) => (
              <tr key={session.id}>
                <MainCell>
                  {browserName(session.user_agent)}{' '}
                  {session.is_current && <Lozenge kind="current">{t('this one')}</Lozenge>}
                </MainCell>
                <Cell column={t('Signed in')} className="soft">
                  {sayPast(new Date(session.created))}
                </Cell>
                <Cell column={t('Last used')} className="soft">
                  {session.is_current ? t('now') : sayPast(new Date(session.last_used))}
                </Cell>
                <ActionCell>
                  {!session.is_current && (
                    <Button
                      look="plainStop"
                      size="sm"
                      aria-label={t('Sign out {browser}', {
                        browser: browserName(session.user_agent),
                      })}
                      working={end.isPending && end.variables.id === session.id && t('Signing out…')}
                      onClick={() => end.mutate(session)}
                    >
                      {t('Sign out')}
                    </Button>
                  )}
                </ActionCell>
              </tr>
            ))}
          </Table>
        )}
      </Loaded>
    </>
  )
}
