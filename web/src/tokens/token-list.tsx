import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { rich, t } from '../i18n'
import { ActionCell, Button, Cell, Confirm, MainCell, Refused, ScopeName, Table, toast } from '../ui'
import { sayPast } from '../ui/times'
import styles from './tokens.module.css'

interface Listed {
  id: number
  label: string
  scopes: readonly string[]
  last_used: string | null
}

/** A column that only one kind of list has. */
interface Column<T> {
  name: string
  cell: (token: T) => ReactNode
}

interface Props<T extends Listed> {
  /** Says what the table lists, for screen readers. */
  label: string
  tokens: readonly T[]
  /** The second line of a token. */
  about: (token: T) => string
  /** Between the token and what it may do, and behind its last use. */
  before?: Column<T>
  behind?: Column<T>
  /** In words, for tokens without scopes. */
  may?: (token: T) => string | null
  revoke: (token: T) => Promise<void>
  /** What is asked for anew when one is revoked. */
  queryKey: QueryKey
}

/** Tokens with what they may do and when they were used; each can be revoked, after its consequence was said. */
export function TokenList<T extends Listed>(props: Props<T>) {
  const { label, tokens, before, behind, revoke, queryKey } = props
  const [asked, setAsked] = useState<T | null>(null)
  const queries = useQueryClient()
  const revoking = useMutation({
    mutationFn: revoke,
    onSuccess: (_, token) => {
      setAsked(null)
      toast(t('“{label}” is revoked.', { label: token.label }))
      return queries.invalidateQueries({ queryKey })
    },
  })
  const columns = [
    t('Token'),
    ...(before ? [before.name] : []),
    t('May'),
    t('Last used'),
    ...(behind ? [behind.name] : []),
  ]
  return (
    <>
      <Table label={label} columns={columns}>
        {tokens.map((token) => (
          <Row key={token.id} {...props} token={token} onRevoke={() => setAsked(token)} />
        ))}
      </Table>
      <Confirm
        open={asked !== null}
        title={t('Revoke token')}
        action={t('Revoke token')}
        working={revoking.isPending && t('Revoking…')}
        onClose={() => {
          revoking.reset()
          setAsked(null)
        }}
        onConfirm={() => asked && revoking.mutate(asked)}
      >
        <p>
          {rich('Everything that uses {token} stops working at once. This cannot be undone.', {
            token: <b translate="no">{asked?.label}</b>,
          })}
        </p>
        <Refused asked={revoking} />
      </Confirm>
    </>
  )
}

function Row<T extends Listed>({
  token,
  about,
  before,
  behind,
  may,
  onRevoke,
}: Props<T> & { token: T; onRevoke: () => void }) {
  const words = may?.(token)
  return (
    <tr>
      <MainCell second={about(token)}>
        <span className={styles.label} translate="no">
          {token.label}
        </span>
      </MainCell>
      {before && <Cell column={before.name}>{before.cell(token)}</Cell>}
      <Cell>
        <div className={styles.scopes}>
          {words && <span className="soft">{words}</span>}
          {token.scopes.map((scope) => (
            <ScopeName key={scope}>{scope}</ScopeName>
          ))}
        </div>
      </Cell>
      <Cell column={t('Last used')} className="soft">
        {token.last_used ? sayPast(new Date(token.last_used)) : t('never')}
      </Cell>
      {behind && <Cell column={behind.name}>{behind.cell(token)}</Cell>}
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
