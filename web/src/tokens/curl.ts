// not translated in this file: commands for a terminal
/** A command to paste into a terminal, in pieces, so that strings can be tinted. */
export interface CurlPart {
  text: string
  isString?: boolean
}

interface Target {
  origin: string
  token: string
  scopes: readonly string[]
  room: { id: number; name: string } | null
}

/** Safe in a shell without quotes, also for apostrophes and brackets. */
export function pathPart(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** The most telling call that these scopes allow: posting before reading, a real call before a bare check. */
function callFor({ scopes, room }: Target): { path: string; body?: string } {
  const path = room && `/v2/room/${pathPart(room.name)}`
  if (path && scopes.includes('send_notification')) {
    return { path: `${path}/notification`, body: '{"color": "green", "message": "It works"}' }
  }
  if (path && scopes.includes('send_message'))
    return { path: `${path}/message`, body: '{"message": "It works"}' }
  if (path && scopes.includes('view_messages')) return { path: `${path}/history/latest` }
  if (path && scopes.includes('view_room')) return { path }
  if (scopes.includes('view_group')) return { path: '/v2/user' }
  return { path: '/v2/room?auth_test=true' }
}

export function curlParts(target: Target): CurlPart[] {
  const { path, body } = callFor(target)
  const url = `${target.origin}${path}`
  const parts: CurlPart[] = [
    { text: `curl ${url.includes('?') ? `'${url}'` : url} \\\n  -H ` },
    { text: `"Authorization: Bearer ${target.token}"`, isString: true },
  ]
  if (body) {
    parts.push(
      { text: ' \\\n  -H ' },
      { text: '"Content-Type: application/json"', isString: true },
      { text: ' \\\n  -d ' },
      { text: `'${body}'`, isString: true },
    )
  }
  return parts
}

export function curlText(target: Target): string {
  return curlParts(target)
    .map((part) => part.text)
    .join('')
}
