import type { AuthorizeQuery } from '../api/types'

const OPTIONAL = ['scope', 'state', 'code_challenge', 'code_challenge_method'] as const

/** The fields of the consent request, exactly as they stand in the address; the server judges them. */
export function authorizeQuery(search: string): AuthorizeQuery {
  const params = new URLSearchParams(search)
  const query: AuthorizeQuery = {
    client_id: params.get('client_id') ?? '',
    redirect_uri: params.get('redirect_uri') ?? '',
    response_type: params.get('response_type') ?? '',
  }
  for (const name of OPTIONAL) {
    const value = params.get(name)
    if (value !== null) query[name] = value
  }
  return query
}

/** Addresses that run in this page instead of leading away from it are never followed. */
export function isSafeRedirect(url: string): boolean {
  try {
    return !['javascript:', 'data:', 'blob:', 'vbscript:'].includes(new URL(url).protocol)
  } catch {
    return false
  }
}
