import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { revokeToken, type TokenOwner } from '../api/calls'
import { sentence } from '../api/errors'
import type { Token } from '../api/types'
import { rich, t } from '../i18n'
import { ActionCell, Button, Callout, Cell, Confirm, Lozenge, MainCell, ScopeName, Table, toast } from '../ui'
import { sayPast } from '../ui/times'
import { endsInWords } from './ends'
import { tokensKey } from './keys'
import styles from './tokens.module.css'

/** The tokens with what they may do, when they were used and when they end; each can be revoked. */
export function TokenTable({ owner, tokens }: { owner: TokenOwner; tokens: readonly Token[] }) {
  const [asked, setAsked] = useState<Token | null>(null)
  const queries = useQueryClient()
  const revoke = useMutation({
    mutationFn: (token: Token) => revokeToken(owner, token.id),
    onSuccess: (_, token) => {
      setAsked(null)
      toast(t('“{label}” is revoked.', { label: token.label }))
      return queries.invalidateQueries({ queryKey: tokensKey(owner) })
    },
  })
  return (
    <>
      <Table label={t('Tokens')} columns={[t('Token'), t('May'), t('Last used'), t('Ends')]}>
        {tokens.map((token) => (
          <TokenRow key={token.id} token={token} onRevoke={() => setAsked(token)} />
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

function TokenRow({ token, onRevoke }: { token: Token; onRevoke: () => void }) {
  const ends = endsInWords(token.expires)
  const kinds = { soon: 'moved', over: 'error' } as const
  return (
    <tr>
      <MainCell second={t('made {when}', { when: sayPast(new Date(token.created)) })}>{token.label}</MainCell>
      <Cell>
        <div className={styles.scopes}>
          {token.scopes.map((scope) => (
            <ScopeName key={scope}>{scope}</ScopeName>
          ))}
        </div>
      </Cell>
      <Cell column={t('Last used')} className="soft">
        {token.last_used ? sayPast(new Date(token.last_used)) : t('never')}
      </Cell>
      <Cell column={t('Ends')}>
        {ends.state === 'soon' || ends.state === 'over' ? (
          <Lozenge kind={kinds[ends.state]}>{ends.text}</Lozenge>
        ) : (
          ends.text
        )}
      </Cell>
      <ActionCell>
        <Button
          look="plainStop"
          size="sm"
          onClick={onRevoke}
          aria-label={t('Revoke {label}', { label: token.label })}
        >
          {t('Revoke')}
        </Button>
      </ActionCell>
    </tr>
  )
}
