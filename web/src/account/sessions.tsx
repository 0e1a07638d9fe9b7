import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { sentence } from '../api/errors'
import { ActionCell, Button, Callout, Cell, Loaded, Lozenge, MainCell, Table, toast } from '../ui'
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
    onSuccess: (_, session) => toast(`${browserName(session.user_agent)} is signed out`),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  })
  return (
    <>
      {end.isError && (
        <Callout kind="red" alert>
          {sentence(end.error)}
        </Callout>
      )}
      <Loaded query={sessions} lines={2}>
        {(items) => (
          <Table label="Browsers" columns={['Browser', 'Signed in', 'Last used']}>
            {items.map((session) => (
              <tr key={session.id}>
                <MainCell>
                  {browserName(session.user_agent)}{' '}
                  {session.is_current && <Lozenge kind="current">this one</Lozenge>}
                </MainCell>
                <Cell column="Signed in" className="soft">
                  {sayPast(new Date(session.created))}
                </Cell>
                <Cell column="Last used" className="soft">
                  {session.is_current ? 'now' : sayPast(new Date(session.last_used))}
                </Cell>
                <ActionCell>
                  {!session.is_current && (
                    <Button
                      look="plainStop"
                      size="sm"
                      aria-label={`Sign out ${browserName(session.user_agent)}`}
                      working={end.isPending && end.variables.id === session.id && 'Signing out…'}
                      onClick={() => end.mutate(session)}
                    >
                      Sign out
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
