import { t } from '../i18n'
import type { ChatRef } from './calls'
import { csrfHeader, NO_CONNECTION, tellSignedOut } from './client'
import { ApiError, errorFrom } from './errors'
import type { ChatMessage } from './types'

export interface FileIn {
  file: File
  /** Said with it. */
  text: string
  /** The same again gives the same message, so sending again is safe. */
  client_id: string
}

interface Watch {
  /** Bytes that have left. */
  onProgress: (sent: number) => void
  signal: AbortSignal
}

/** So long without a byte moving: the line is dead. */
const STALLED_MS = 45_000
/** After the last byte the server still looks at the file. */
const ANSWER_WITHIN_MS = 120_000

/** Shares a file in a chat. `fetch` does not tell how far an upload has come, so the older way is used. */
export function sendFile(
  chat: ChatRef,
  { file, text, client_id }: FileIn,
  watch: Watch,
): Promise<ChatMessage> {
  const form = new FormData()
  form.set('client_id', client_id)
  if (text) form.set('message', text)
  form.set('file', file, file.name)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    let timer: ReturnType<typeof setTimeout> | undefined
    const patience = (ms: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => request.abort(), ms)
    }
    const end = () => {
      clearTimeout(timer)
      watch.signal.removeEventListener('abort', abort)
    }
    const fail = (error: unknown) => {
      end()
      reject(error)
    }
    const abort = () => request.abort()
    // Cancelled while this part was being fetched.
    if (watch.signal.aborted) return fail(new ApiError(t(NO_CONNECTION), 0))
    watch.signal.addEventListener('abort', abort)
    request.upload.onprogress = (event) => {
      patience(STALLED_MS)
      watch.onProgress(Math.min(event.loaded, file.size))
    }
    request.upload.onload = () => patience(ANSWER_WITHIN_MS)
    request.onload = () => {
      end()
      const body = parsed(request.responseText)
      if (request.status >= 200 && request.status < 300) return resolve(body as ChatMessage)
      if (request.status === 401) tellSignedOut()
      reject(errorFrom(request.status, body, request.getResponseHeader('Retry-After')))
    }
    request.onerror = () => fail(new ApiError(t(NO_CONNECTION), 0))
    request.onabort = () => fail(new ApiError(t(NO_CONNECTION), 0))
    request.open('POST', `/api/${chat.kind}/${chat.id}/file`)
    for (const [name, value] of Object.entries(csrfHeader())) request.setRequestHeader(name, value)
    request.setRequestHeader('Accept', 'application/json')
    patience(STALLED_MS)
    request.send(form)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
