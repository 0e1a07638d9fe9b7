// not translated in this file: commands for a terminal
import { pathPart } from '../tokens/curl'

/** What stands in the command until the reader puts a token there. */
export const TOKEN = 'YOUR_ROOM_TOKEN'

export function jsonText(body: unknown): string {
  return JSON.stringify(body, null, 2)
}

/** A command to paste into a terminal; an apostrophe in the body closes, escapes and opens the quotes again. */
export function curlText(origin: string, room: string, body: unknown): string {
  return [
    `curl ${origin}/v2/room/${pathPart(room)}/notification \\`,
    `  -H "Authorization: Bearer ${TOKEN}" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '${jsonText(body).replaceAll("'", "'\\''")}'`,
  ].join('\n')
}
