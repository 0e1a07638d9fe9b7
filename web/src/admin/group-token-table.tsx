import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { sentence } from '../api/errors'
import { rich, t } from '../i18n'
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
      toast(t('“{label}” is revoked.', { label: token.label }))
      return queries.invalidateQueries({ queryKey: GROUP_TOKENS })
    },
  })
  return (
    <>
      <Table
        label={t('Tokens of your team')}
        columns={[t('Token'), t('Belongs to'), t('May'), t('Last used')]}
      >
        {tokens.map((token) => (
          <tr key={token.id}>
            <MainCell second={about(token)}>
              <span className={own.mail}>{token.label}</span>
            </MainCell>
            <Cell column={t('Belongs to')}>{ownerOf(token)}</Cell>
            <Cell>
              <div className={styles.scopes}>
                {token.kind === 'v1_admin' && <span className="soft">{t('everything')}</span>}
                {token.kind === 'v1_notification' && (
                  <span className="soft">{t('send messages, set topics')}</span>
                )}
                {token.scopes.map((scope) => (
                  <ScopeName key={scope}>{scope}</ScopeName>
                ))}
              </div>
            </Cell>
            <Cell column={t('Last used')} className="soft">
              {token.last_used ? sayPast(new Date(token.last_used)) : t('never')}
            </Cell>
            <ActionCell>
              <Button
                look="plainStop"
                size="sm"
                onClick={() => setAsked(token)}
                aria-label={t('Revoke {label}', { label: token.label })}
              >
                {t('Revoke')}
              </Button>
            </ActionCell>
          </tr>
        ))}
      </Table>
      <Confirm
        open={asked !== null}
        title={t('Revoke token')}
        action={t('Revoke token')}
        working={revoke.isPending && t('Revoking…')}
        onClose={() => {
          revoke.reset()
          setAsked(null)
        }}
        onConfirm={() => asked && revoke.mutate(asked)}
      >
        <p>
          {rich('Everything that uses {token} stops working at once. This cannot be undone.', {
            token: <b>{asked?.label}</b>,
          })}
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
  if (token.room) return t('Room {name}', { name: token.room.name })
  return token.user?.name ?? t('The team, API v1')
}

function about(token: AdminToken): string {
  const made = t('made {when}', { when: sayPast(new Date(token.created)) })
  const ends = endsInWords(token.expires)
  if (ends.state === 'never') return made
  return `${made}, ${ends.state === 'over' ? ends.text : t('ends {text}', { text: ends.text })}`
}
