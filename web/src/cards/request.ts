import { t } from '../i18n'
import { pathPart } from '../tokens/curl'

/** What stands in the command until the reader puts a token there. */
export const TOKEN = 'YOUR_ROOM_TOKEN'

export function jsonText(body: unknown): string {
  return JSON.stringify(body, null, 2)
}

/** A command to paste into a terminal; an apostrophe in the body closes, escapes and opens the quotes again. */
export function curlText(origin: string, room: string, body: unknown): string {
  return [
    t('curl {origin}/v2/room/{pathPart}/notification \\', { origin, pathPart: pathPart(room) }),
    t('  -H "Authorization: Bearer {TOKEN}" \\', { TOKEN }),
    `  -H "Content-Type: application/json" \\`,
    `  -d '${jsonText(body).replaceAll("'", "'\\''")}'`,
  ].join('\n')
}
