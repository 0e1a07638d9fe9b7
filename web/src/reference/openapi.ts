/** Reads the server's OpenAPI document into what a page shows. Pure: no network, no DOM. */

export interface Schema {
  $ref?: string
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  default?: unknown
  description?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
}

interface Parameter {
  name: string
  in: string
  required?: boolean
  schema?: Schema
  description?: string
}

interface Content {
  content?: Record<string, { schema?: Schema }>
}

interface Operation {
  operationId: string
  summary: string
  description?: string
  tags?: string[]
  parameters?: Parameter[]
  requestBody?: Content
  responses: Record<string, Content & { description?: string }>
  security?: Record<string, unknown>[]
  'x-scopes-any'?: string[]
  'x-clients'?: string[]
  'x-flood-control'?: string
}

export interface OpenApi {
  info: { version: string }
  servers?: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

export type FieldKind = 'text' | 'number' | 'boolean' | 'choice' | 'json'

export interface FieldDoc {
  name: string
  kind: FieldKind
  /** «text, 1 to 10,000», «html, text», «list of numbers» */
  type: string
  options: string[]
  isRequired: boolean
  /** What holds when the field is left out, if that is worth saying. */
  byDefault: string
  description: string
}

export interface AnswerDoc {
  status: number
  words: string
}

export interface MethodDoc {
  id: string
  verb: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH'
  path: string
  title: string
  description: string
  family: string
  scopes: string[]
  callers: string[]
  /** The path parameter whose messages are counted, if any. */
  flood: string | null
  /** `page`: only the pages of this client may call it; `nobody`: no token needed. */
  needs: 'token' | 'nobody' | 'page'
  inPath: FieldDoc[]
  inQuery: FieldDoc[]
  inBody: FieldDoc[]
  answers: AnswerDoc[]
  /** Fields of a successful answer. */
  reply: FieldDoc[]
  isList: boolean
}

const CALLERS: Record<string, string> = { group_client: 'add-on', room_client: 'room', user: 'user' }

const STATUS_WORDS: Record<number, string> = {
  200: 'Done.',
  201: 'Made. Location says where it is.',
  202: 'With auth_test=true: the token may do this. Nothing was done.',
  204: 'Done. The answer has no body.',
  302: 'Go to the address in Location.',
  400: 'A field is wrong; the message names it.',
  401: 'No token, or one that is no longer valid.',
  403: 'The token lacks the permission, or is of the wrong kind.',
  404: 'There is no such thing, or this token cannot see it.',
  409: 'Its state does not allow that now; the message says why.',
  413: 'The body is too large.',
  429: 'Too many. Retry-After says when to come back.',
  503: 'The server is busy. Try again in a moment.',
}

const MOST_WORTH_SAYING = 1e12

/** Every method takes it; the first page says so once. */
const AUTH_TEST = 'auth_test'

/** All methods, in the order of the document. */
export function readMethods(document: OpenApi): MethodDoc[] {
  const resolve = resolver(document)
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([verb, operation]) => readMethod(resolve, verb, path, operation)),
  )
}

type Resolve = (schema: Schema | undefined) => Schema

function resolver(document: OpenApi): Resolve {
  return function resolve(schema) {
    const name = schema?.$ref?.split('/').pop()
    return name ? (document.components.schemas[name] ?? {}) : (schema ?? {})
  }
}

function readMethod(resolve: Resolve, verb: string, path: string, operation: Operation): MethodDoc {
  const parameters = operation.parameters ?? []
  const of = (place: string) =>
    parameters
      .filter((parameter) => parameter.in === place && parameter.name !== AUTH_TEST)
      .map((one) => readField(resolve, one.name, one.schema, Boolean(one.required), one.description))
  const reply = replySchema(resolve, operation)
  const item = reply.properties?.items?.items
  return {
    id: operation.operationId,
    verb: verb.toUpperCase() as MethodDoc['verb'],
    path,
    title: operation.summary,
    description: operation.description ?? '',
    family: operation.tags?.[0] ?? 'other',
    scopes: operation['x-scopes-any'] ?? [],
    callers: (operation['x-clients'] ?? []).map((client) => CALLERS[client] ?? client),
    flood: operation['x-flood-control'] ?? null,
    needs: needsOf(operation),
    inPath: of('path'),
    inQuery: of('query'),
    inBody: readFields(resolve, bodySchema(resolve, operation)),
    answers: readAnswers(operation),
    reply: readFields(resolve, item ? resolve(item) : reply),
    isList: item !== undefined,
  }
}

function needsOf(operation: Operation): MethodDoc['needs'] {
  if (operation.security?.length === 0) return 'nobody'
  return operation.security?.some((way) => 'session' in way) ? 'page' : 'token'
}

function bodySchema(resolve: Resolve, operation: Operation): Schema {
  return resolve(operation.requestBody?.content?.['application/json']?.schema)
}

function replySchema(resolve: Resolve, operation: Operation): Schema {
  const success = operation.responses['200'] ?? operation.responses['201']
  return resolve(success?.content?.['application/json']?.schema)
}

function readFields(resolve: Resolve, schema: Schema): FieldDoc[] {
  const required = schema.required ?? []
  return Object.entries(schema.properties ?? {})
    .map(([name, field]) => readField(resolve, name, field, required.includes(name), field.description))
    .sort((a, b) => Number(b.isRequired) - Number(a.isRequired))
}

function readField(
  resolve: Resolve,
  name: string,
  schema: Schema | undefined,
  isRequired: boolean,
  description = '',
): FieldDoc {
  const { kind, options } = kindOf(resolve, schema)
  return {
    name,
    kind,
    options,
    type: typeInWords(resolve, schema),
    isRequired,
    byDefault: defaultInWords(schema?.default),
    description: description === 'Any value.' ? '' : description,
  }
}

function defaultInWords(value: unknown): string {
  if (value === undefined || value === null || value === '') return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** The alternatives of a schema, without null. */
function alternatives(resolve: Resolve, schema: Schema | undefined): Schema[] {
  const one = resolve(schema)
  return (one.anyOf ?? [one]).map(resolve).filter((each) => each.type !== 'null')
}

function kindOf(resolve: Resolve, schema: Schema | undefined): { kind: FieldKind; options: string[] } {
  const kinds = alternatives(resolve, schema)
  const only = kinds.length === 1 ? kinds[0] : undefined
  const options = only?.enum?.map(String) ?? []
  if (options.length > 0) return { kind: 'choice', options }
  if (only?.type === 'boolean') return { kind: 'boolean', options: ['true', 'false'] }
  if (only?.type === 'integer' || only?.type === 'number') return { kind: 'number', options }
  if (kinds.some((each) => each.type === 'string')) return { kind: 'text', options }
  return { kind: 'json', options }
}

export function typeInWords(resolve: Resolve, schema: Schema | undefined): string {
  const words = alternatives(resolve, schema).map((each) => oneInWords(resolve, each))
  return [...new Set(words)].join(' or ')
}

function oneInWords(resolve: Resolve, schema: Schema): string {
  if (schema.enum) return schema.enum.map(String).join(', ')
  if (schema.const !== undefined) return String(schema.const)
  switch (schema.type) {
    case 'string':
      return `text${rangeInWords(schema.minLength, schema.maxLength)}`
    case 'integer':
    case 'number':
      return `number${rangeInWords(schema.minimum, schema.maximum)}`
    case 'boolean':
      return 'true, false'
    case 'array':
      return `list of ${typeInWords(resolve, schema.items) || 'anything'}`
    case 'object':
      return 'object'
    default:
      return 'anything'
  }
}

function rangeInWords(least?: number, most?: number): string {
  const number = (n: number) => n.toLocaleString('en')
  const top = most !== undefined && most < MOST_WORTH_SAYING ? most : undefined
  if (top !== undefined) return least ? `, ${number(least)} to ${number(top)}` : `, up to ${number(top)}`
  return least && least > 1 ? `, at least ${number(least)}` : ''
}

/** What every method can answer is said once, on the first page. */
const EVERYWHERE = new Set([405, 408, 414, 431, 500, 507])

function readAnswers(operation: Operation): AnswerDoc[] {
  return Object.entries(operation.responses)
    .map(([status, { description }]) => ({
      status: Number(status),
      words: STATUS_WORDS[Number(status)] ?? description ?? '',
    }))
    .filter((answer) => !EVERYWHERE.has(answer.status))
    .sort((a, b) => a.status - b.status)
}

const FIRST = ['messages', 'rooms', 'users', 'groups', 'oauth sessions', 'capabilities']

export interface Family {
  name: string
  methods: MethodDoc[]
}

const OWN = 'Only in Chinwag'

/** Where a method stands: HipChat's families, and one for what only Chinwag has. */
export function familyOf(method: MethodDoc): string {
  const isOwn = !method.path.startsWith('/v')
  if (isOwn) return OWN
  return (method.family.charAt(0).toUpperCase() + method.family.slice(1)).replace('Oauth', 'OAuth')
}

/** The families in the order in which people need them, ours last. */
export function families(methods: readonly MethodDoc[]): Family[] {
  const found = new Map<string, MethodDoc[]>()
  for (const method of methods) {
    const name = familyOf(method)
    found.set(name, [...(found.get(name) ?? []), method])
  }
  const rank = (name: string) => {
    const at = FIRST.indexOf(name.toLowerCase())
    return at >= 0 ? at : FIRST.length + Number(name === OWN)
  }
  return [...found].sort(([a], [b]) => rank(a) - rank(b)).map(([name, list]) => ({ name, methods: list }))
}

/** Methods whose title, path or id has every word of the search. */
export function findMethods(methods: readonly MethodDoc[], search: string): MethodDoc[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return methods.filter((method) => {
    const text = `${method.verb} ${method.title} ${method.path} ${method.id}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
