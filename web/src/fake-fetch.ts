import { vi } from 'vitest'

export interface SeenCall {
  method: string
  url: string
  path: string
  headers: Headers
  body: unknown
  credentials: RequestCredentials | undefined
}

interface Refusal {
  status: number
  message?: string
  field?: string
  headers?: Record<string, string>
}

/** An answer: a body, `null` for 204, a refusal, or a function of the call that gives one of these. */
type Answer = unknown

/**
 * For tests: answers requests by «GET /path» or «/path» and keeps what was asked. Anything else fails the test.
 */
export function fakeFetch(answers: Record<string, Answer>): SeenCall[] {
  const seen: SeenCall[] = []
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const url = new URL(input, window.location.origin)
    const call: SeenCall = {
      method: init.method ?? 'GET',
      url: url.pathname + url.search,
      path: url.pathname,
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      credentials: init.credentials,
    }
    seen.push(call)
    const key = [`${call.method} ${call.path}`, call.path].find((one) => one in answers)
    if (!key) throw new Error(`No answer prepared for ${call.method} ${call.path}`)
    const answer = answers[key]
    return respond(typeof answer === 'function' ? answer(call) : answer)
  })
  return seen
}

function respond(answer: Answer): Response {
  if (answer === null) return new Response(null, { status: 204 })
  if (isRefusal(answer)) {
    const { status, message = 'Refused', field, headers } = answer
    return Response.json({ error: { code: status, type: 'Refused', message, field } }, { status, headers })
  }
  return Response.json(answer)
}

function isRefusal(answer: Answer): answer is Refusal {
  return (
    typeof answer === 'object' && answer !== null && 'status' in answer && typeof answer.status === 'number'
  )
}
