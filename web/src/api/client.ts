import { msg, t } from '../i18n'
import { ApiError, errorFrom } from './errors'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

interface Options {
  method?: Method
  body?: unknown
  /** In place of `body`: sent as they are. */
  bytes?: Blob
  signal?: AbortSignal | undefined
  /** A bearer token instead of the session: the call is then made as that token, without the cookie. */
  token?: string
  /** Milliseconds until the request counts as unanswered. */
  timeoutMs?: number
}

export interface Answer<T> {
  status: number
  /** Milliseconds between request and answer. */
  took: number
  data: T
}

const TIMEOUT_MS = 20_000
export const NO_CONNECTION = msg('No connection to the server. Check your network and try again.')

let csrf: string | null = null

/** The value for `X-CSRF-Token`; comes with the session and with each sign-in. */
export function setCsrf(value: string | null): void {
  csrf = value
}

/** For requests that `fetch` cannot make. */
export function csrfHeader(): Record<string, string> {
  return csrf ? { 'X-CSRF-Token': csrf } : {}
}

let signedOut: () => void = () => {}

/** The server said 401 to a request that was made elsewhere. */
export function tellSignedOut(): void {
  signedOut()
}

/** Called when the server says 401 to a request made with the session. */
export function onSignedOut(call: () => void): void {
  signedOut = call
}

/** Joins a path and its query; `undefined` is left out. */
export function withQuery(path: string, query: Record<string, string | number | undefined>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return search ? `${path}?${search}` : path
}

function headersFor(method: string, options: Options): Headers {
  const headers = new Headers({ Accept: 'application/json' })
  if (options.bytes) headers.set('Content-Type', options.bytes.type)
  if (options.body !== undefined) headers.set('Content-Type', 'application/json')
  if (options.token) headers.set('Authorization', `Bearer ${options.token}`)
  else if (method !== 'GET' && csrf) headers.set('X-CSRF-Token', csrf)
  return headers
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text()
  if (!text) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** One request; a refusal becomes an `ApiError` with the server's sentence. Never retries by itself. */
export async function ask<T>(path: string, options: Options = {}): Promise<Answer<T>> {
  const method = options.method ?? 'GET'
  const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS)
  const started = performance.now()
  let response: Response
  let body: unknown
  try {
    response = await fetch(path, {
      method,
      headers: headersFor(method, options),
      body: options.bytes ?? (options.body === undefined ? null : JSON.stringify(options.body)),
      credentials: options.token ? 'omit' : 'same-origin',
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
    })
    body = await readJson(response)
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw new ApiError(t(NO_CONNECTION), 0)
  }
  if (response.ok) {
    return { status: response.status, took: performance.now() - started, data: body as T }
  }
  if (response.status === 401 && !options.token) signedOut()
  throw errorFrom(response.status, body, response.headers.get('Retry-After'))
}

export interface RawAnswer {
  status: number
  statusText: string
  took: number
  headers: [name: string, value: string][]
  text: string
}

interface RawRequest {
  method: string
  path: string
  body: BodyInit | null
  /** Left out for forms and parts, which bring their own. */
  contentType: string | null
  token: string | null
}

/** Any request, and its answer as it came, refusals included: for the API reference. */
export async function sendRaw({ method, path, body, contentType, token }: RawRequest): Promise<RawAnswer> {
  const headers = headersFor(method, token ? { token } : {})
  if (contentType) headers.set('Content-Type', contentType)
  const started = performance.now()
  try {
    const response = await fetch(path, {
      method,
      headers,
      body,
      credentials: token ? 'omit' : 'same-origin',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const text = await response.text()
    const { status, statusText } = response
    return { status, statusText, took: performance.now() - started, headers: [...response.headers], text }
  } catch {
    throw new ApiError(t(NO_CONNECTION), 0)
  }
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await ask<T>(path, { signal })).data
}

export async function post<T = void>(path: string, body?: unknown): Promise<T> {
  return (await ask<T>(path, { method: 'POST', body })).data
}

export async function put<T = void>(path: string, body?: unknown): Promise<T> {
  return (await ask<T>(path, { method: 'PUT', body })).data
}

/** Bytes as the body, in their own type. */
export async function putBytes(path: string, bytes: Blob): Promise<void> {
  await ask<void>(path, { method: 'PUT', bytes, timeoutMs: 120_000 })
}

export async function del(path: string): Promise<void> {
  await ask<void>(path, { method: 'DELETE' })
}
