import type { sendRaw } from '../api/client'
import type { MethodDoc } from './openapi'
import type { BuiltRequest } from './request'

type RawRequest = Parameters<typeof sendRaw>[0]

/** The request as the browser sends it. API v1 takes its token as a field or in the query. */
export function rawRequest(
  method: MethodDoc,
  request: BuiltRequest,
  token: string | null,
  file: File | null,
): RawRequest {
  const isV1 = method.needs === 'v1'
  const whole = { method: request.verb, token: isV1 ? null : token }
  if (isV1 && request.verb === 'GET') {
    const mark = request.path.includes('?') ? '&' : '?'
    const path = `${request.path}${mark}auth_token=${encodeURIComponent(token ?? '')}`
    return { ...whole, path, body: null, contentType: null }
  }
  const { path } = request
  if (file) return { ...whole, path, ...uploadOf(request.uploads, file) }
  if (request.bodyType === 'form') {
    const form = new URLSearchParams(isV1 ? { auth_token: token ?? '' } : {})
    for (const [name, value] of Object.entries(request.body ?? {})) {
      form.set(name, typeof value === 'string' ? value : JSON.stringify(value))
    }
    return { ...whole, path, body: form, contentType: null }
  }
  const body = request.body && JSON.stringify(request.body)
  return { ...whole, path, body, contentType: body ? 'application/json' : null }
}

function uploadOf(types: readonly string[], file: File): Pick<RawRequest, 'body' | 'contentType'> {
  if (!types.includes('multipart/form-data')) return { body: file, contentType: file.type || 'image/png' }
  const form = new FormData()
  form.append('file', file, file.name)
  return { body: form, contentType: null }
}
