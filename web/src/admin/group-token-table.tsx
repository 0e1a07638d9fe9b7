import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { sentence } from '../api/errors'
import { endsInWords } from '../tokens/ends'
import styles from '../tokens/tokens.module.css'
import { ActionCell, Button, Callout, Cell, Confirm, MainCell, ScopeName, Table, toast } from '../ui'
import { sayPast } from '../ui/times'
import own from './admin.module.css'
import { GROUP_TOKENS } from './admin-tokens'
import { type AdminToken, revokeGroupToken } from './calls'

/** Every token of the team that lasts, with whom it belongs to; each can be revoked. */
export function GroupTokenTable({ tokens }: { tokens: readonly AdminToken[] }) {
  const [asked, setAsked] = useState<AdminToken | null>(null)
  const queries = useQueryClient()
  const revoke = useMutation({
    mutationFn: (token: AdminToken) => revokeGroupToken(token.id),
    onSuccess: (_, token) => {
      setAsked(null)
      toast(`“${token.label}” is revoked.`)
      return queries.invalidateQueries({ queryKey: GROUP_TOKENS })
    },
  })
  return (
    <>
      <Table label="Tokens of your team" columns={['Token', 'Belongs to', 'May', 'Last used']}>
        {tokens.map((token) => (
          <tr key={token.id}>
            <MainCell second={about(token)}>
              <span className={own.mail}>{token.label}</span>
            </MainCell>
            <Cell column="Belongs to">{ownerOf(token)}</Cell>
            <Cell>
              <div className={styles.scopes}>
                {token.kind === 'v1_admin' && <span className="soft">everything</span>}
                {token.kind === 'v1_notification' && <span className="soft">send messages, set topics</span>}
                {token.scopes.map((scope) => (
                  <ScopeName key={scope}>{scope}</ScopeName>
                ))}
              </div>
            </Cell>
            <Cell column="Last used" className="soft">
              {token.last_used ? sayPast(new Date(token.last_used)) : 'never'}
            </Cell>
            <ActionCell>
              <Button
                look="plainStop"
                size="sm"
                onClick={() => setAsked(token)}
                aria-label={`Revoke ${token.label}`}
              >
                Revoke
              </Button>
            </ActionCell>
          </tr>
        ))}
      </Table>
      <Confirm
        open={asked !== null}
        title="Revoke token"
        action="Revoke token"
        working={revoke.isPending && 'Revoking…'}
        onClose={() => {
          revoke.reset()
          setAsked(null)
        }}
        onConfirm={() => asked && revoke.mutate(asked)}
      >
        <p>
          Everything that uses <b>{asked?.label}</b> stops working at once. This cannot be undone.
        </p>
        {revoke.isError && (
          <Callout kind="red" alert>
            {sentence(revoke.error)}
          </Callout>
        )}
      </Confirm>
    </>
  )
}

function ownerOf(token: AdminToken): string {
  if (token.room) return `Room ${token.room.name}`
  return token.user?.name ?? 'The team, API v1'
}

function about(token: AdminToken): string {
  const made = `made ${sayPast(new Date(token.created))}`
  const ends = endsInWords(token.expires)
  if (ends.state === 'never') return made
  return `${made}, ${ends.state === 'over' ? ends.text : `ends ${ends.text}`}`
}
