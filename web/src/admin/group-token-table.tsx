import { t } from '../i18n'
import { endsInWords } from '../tokens/ends'
import { TokenList } from '../tokens/token-list'
import { sayPast } from '../ui/times'
import { GROUP_TOKENS } from './admin-tokens'
import { type AdminToken, revokeGroupToken } from './calls'

/** Every token of the team that lasts, with whom it belongs to; each can be revoked. */
export function GroupTokenTable({ tokens }: { tokens: readonly AdminToken[] }) {
  return (
    <TokenList
      label={t('Tokens of your team')}
      tokens={tokens}
      about={about}
      before={{ name: t('Belongs to'), cell: ownerOf }}
      may={mayOf}
      revoke={(token) => revokeGroupToken(token.id)}
      queryKey={GROUP_TOKENS}
    />
  )
}

function mayOf(token: AdminToken): string | null {
  if (token.kind === 'v1_admin') return t('everything')
  return token.kind === 'v1_notification' ? t('send messages, set topics') : null
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
