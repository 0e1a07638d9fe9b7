import { pathPart } from '../tokens/curl'
import type { FieldDoc, MethodDoc } from './openapi'

/** What somebody typed: by place and name of the field, like `body.color`. Empty means left out. */
export type Values = Readonly<Record<string, string>>

export interface BuiltRequest {
  verb: string
  /** Path with its query. */
  path: string
  body: Record<string, unknown> | null
}

/** The request, or by field what is missing or wrong. */
export type Built = { request: BuiltRequest } | { errors: Record<string, string> }

export function buildRequest(method: MethodDoc, values: Values): Built {
  const errors: Record<string, string> = {}
  let path = method.path
  for (const field of method.inPath) {
    const value = values[`path.${field.name}`]?.trim()
    if (!value) errors[`path.${field.name}`] = `Enter the ${field.name}.`
    path = path.replace(`{${field.name}}`, pathPart(value ?? ''))
  }
  const query = method.inQuery.flatMap((field) => {
    const value = values[`query.${field.name}`]?.trim()
    return value ? [`${field.name}=${encodeURIComponent(value)}`] : []
  })
  const body: Record<string, unknown> = {}
  for (const field of method.inBody) {
    const key = `body.${field.name}`
    const text = values[key] ?? ''
    if (!text.trim()) {
      if (field.isRequired) errors[key] = `${field.name} is required.`
      continue
    }
    const value = readValue(field, text)
    if (value === undefined) errors[key] = wrongValue(field)
    else body[field.name] = value
  }
  if (Object.keys(errors).length > 0) return { errors }
  const search = query.length > 0 ? `?${query.join('&')}` : ''
  return { request: { verb: method.verb, path: path + search, body: method.inBody.length > 0 ? body : null } }
}

/** The typed text as JSON of the field's kind; `undefined` when it does not fit. */
function readValue(field: FieldDoc, text: string): unknown {
  switch (field.kind) {
    case 'boolean':
      return text === 'true'
    case 'number':
      return Number.isFinite(Number(text)) ? Number(text) : undefined
    case 'choice':
      return /^\d+$/.test(text) && field.options.every((option) => /^\d+$/.test(option)) ? Number(text) : text
    case 'json':
      try {
        return JSON.parse(text)
      } catch {
        return undefined
      }
    default:
      return text
  }
}

function wrongValue(field: FieldDoc): string {
  return field.kind === 'number'
    ? 'Enter a number.'
    : 'Enter JSON, like {"a": 1} or ["a"]. Names and texts need double quotes.'
}

/** The same request for a terminal. Without a token it reads `$TOKEN` there. */
export function requestAsCurl(
  origin: string,
  request: BuiltRequest,
  token: string,
  needsToken: boolean,
): string {
  const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
  const lines = [`curl ${request.verb === 'GET' ? '' : `-X ${request.verb} `}${quote(origin + request.path)}`]
  if (needsToken) lines.push(`-H "Authorization: Bearer ${token || '$TOKEN'}"`)
  if (request.body)
    lines.push('-H "Content-Type: application/json"', `-d ${quote(JSON.stringify(request.body))}`)
  return lines.join(' \\\n  ')
}
