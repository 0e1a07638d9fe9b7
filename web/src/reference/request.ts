import { t } from '../i18n'
import { pathPart } from '../tokens/curl'
import type { FieldDoc } from './fields'
import type { MethodDoc } from './openapi'

/** What somebody typed: by place and name of the field, like `body.color`. Empty means left out. */
export type Values = Readonly<Record<string, string>>

/** The key of a body that is written as one text of JSON. */
export const WHOLE_BODY = 'body'

export interface BuiltRequest {
  verb: string
  /** Path with its query. */
  path: string
  body: Record<string, unknown> | null
  bodyType: 'json' | 'form'
  /** Media types of the file that goes along. */
  uploads: string[]
}

/** The request, or by field what is missing or wrong. */
export type Built = { request: BuiltRequest } | { errors: Record<string, string> }

export function buildRequest(method: MethodDoc, values: Values): Built {
  const errors: Record<string, string> = {}
  let path = method.path
  for (const field of method.inPath) {
    const value = values[`path.${field.name}`]?.trim()
    if (!value) errors[`path.${field.name}`] = t('Enter the {name}.', { name: field.name })
    path = path.replace(`{${field.name}}`, pathPart(value ?? ''))
  }
  const query = method.inQuery.flatMap((field) => {
    const value = values[`query.${field.name}`]?.trim()
    if (!value && field.isRequired)
      errors[`query.${field.name}`] = t('{name} is required.', { name: field.name })
    return value ? [`${field.name}=${encodeURIComponent(value)}`] : []
  })
  const body = WHOLE_BODY in values ? wholeBody(values[WHOLE_BODY], errors) : fieldsOf(method, values, errors)
  if (Object.keys(errors).length > 0) return { errors }
  const search = query.length > 0 ? `?${query.join('&')}` : ''
  return {
    request: {
      verb: method.verb,
      path: path + search,
      body: method.inBody.length > 0 ? body : null,
      bodyType: method.bodyType,
      uploads: method.uploads,
    },
  }
}

function wholeBody(text: string | undefined, errors: Record<string, string>): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text?.trim() || '{}')
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>
    }
  } catch {
    // said below
  }
  errors[WHOLE_BODY] = t(
    'This is no JSON object. Names and texts need double quotes, and no comma may end a list.',
  )
  return {}
}

function fieldsOf(
  method: MethodDoc,
  values: Values,
  errors: Record<string, string>,
): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const field of method.inBody) {
    const key = `body.${field.name}`
    const text = values[key] ?? ''
    if (!text.trim()) {
      if (field.isRequired) errors[key] = t('{name} is required.', { name: field.name })
      continue
    }
    const value = readValue(field, text)
    if (value === undefined) errors[key] = wrongValue(field)
    else body[field.name] = value
  }
  return body
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
    ? t('Enter a number.')
    : t('Enter JSON, like {object} or {list}. Names and texts need double quotes.', {
        object: '{"a": 1}',
        list: '["a"]',
      })
}

/** The values of the example, as if somebody had typed them. */
export function exampleValues(method: MethodDoc): Values {
  if (!method.example) return {}
  const { path, body, form } = method.example.request
  const [address = '', search = ''] = path.split('?')
  const values: Record<string, string> = {}
  const pattern = method.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')
  const found = new RegExp(`^${pattern}$`).exec(address)
  for (const [name, value] of Object.entries(found?.groups ?? {})) {
    values[`path.${name}`] = decodeURIComponent(value)
  }
  for (const [name, value] of new URLSearchParams(search)) {
    if (method.inQuery.some((field) => field.name === name)) values[`query.${name}`] = value
  }
  const sent = body ?? form
  if (typeof sent === 'object' && sent !== null) {
    for (const field of method.inBody) {
      const value = (sent as Record<string, unknown>)[field.name]
      if (value === undefined || value === null) continue
      values[`body.${field.name}`] = typeof value === 'object' ? JSON.stringify(value) : String(value)
    }
  }
  return values
}
