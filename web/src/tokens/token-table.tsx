import { revokeToken, type TokenOwner } from '../api/calls'
import type { Token } from '../api/types'
import { t } from '../i18n'
import { Lozenge } from '../ui'
import { sayPast } from '../ui/times'
import { endsInWords } from './ends'
import { tokensKey } from './keys'
import { TokenList } from './token-list'

const KINDS = { soon: 'moved', over: 'error' } as const

/** The tokens of a person or a room, with when they end. */
export function TokenTable({ owner, tokens }: { owner: TokenOwner; tokens: readonly Token[] }) {
  return (
    <TokenList
      label={t('Tokens')}
      tokens={tokens}
      about={(token) => t('made {when}', { when: sayPast(new Date(token.created)) })}
      behind={{ name: t('Ends'), cell: (token) => <End expires={token.expires} /> }}
      revoke={(token) => revokeToken(owner, token.id)}
      queryKey={tokensKey(owner)}
    />
  )
}

function End({ expires }: { expires: string | null }) {
  const ends = endsInWords(expires)
  if (ends.state !== 'soon' && ends.state !== 'over') return ends.text
  return <Lozenge kind={KINDS[ends.state]}>{ends.text}</Lozenge>
}
