import { t } from '../i18n'
import { TokenReady } from '../tokens/token-ready'
import type { NewAdminToken } from './calls'

/** The only time a token of API v1 is seen. */
export function V1TokenOnce({ token, onDone }: { token: NewAdminToken; onDone: () => void }) {
  const secret = token.token ?? ''
  // not translated: a command
  const command = `curl '${window.location.origin}/v1/rooms/message?auth_token=${secret}' \\\n  -d room_id=Lobby -d from=Script -d message='It works'`
  return (
    <TokenReady
      label={token.label}
      secret={secret}
      ends={t('never ends')}
      command={command}
      onDone={onDone}
    />
  )
}
