// not translated in this file: the reference is English
/** Reads the server's OpenAPI document into what a page shows. Pure: no network, no DOM. */

import {
  type Content,
  type Example,
  type OpenApi,
  type Operation,
  type Resolve,
  resolver,
  type Schema,
  type Source,
} from './document'
import { type FieldDoc, readField, readFields } from './fields'

export type { OpenApi } from './document'

export interface AnswerDoc {
  status: number
  words: string
}

type Door = 'v2' | 'own' | 'v1'

export interface MethodDoc {
  id: string
  verb: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH'
  path: string
  title: string
  description: string
  family: string
  door: Door
  scopes: string[]
  callers: string[]
  /** The path parameter whose messages are counted, if any. */
  flood: string | null
  /** `page`: only the pages of this client may call it; `nobody`: no token needed; `v1`: a token of API v1. */
  needs: 'token' | 'nobody' | 'page' | 'v1'
  inPath: FieldDoc[]
  inQuery: FieldDoc[]
  inBody: FieldDoc[]
  /** How fields of the body are sent. */
  bodyType: 'json' | 'form'
  /** Media types of an upload; then `inBody` is empty. */
  uploads: string[]
  /** Names for `expand`. */
  expandable: string[]
  answers: AnswerDoc[]
  /** Fields of a successful answer. */
  reply: FieldDoc[]
  isList: boolean
  source: Source | null
  deviations: string[]
  example: Example | null
}

const CALLERS: Record<string, string> = {
  user: 'people',
  room_client: 'rooms',
  group_client: 'add-ons of the group',
}

/** Every method takes it; the page on tokens says so once. */
const AUTH_TEST = 'auth_test'
const JSON_TYPE = 'application/json'
const FORM_TYPE = 'application/x-www-form-urlencoded'

/** All methods, in the order of the document; one that is also called by another verb comes once. */
export function readMethods(document: OpenApi): MethodDoc[] {
  const resolve = resolver(document)
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, operation]) => !operation['x-same-as'])
      .map(([verb, operation]) => readMethod(document, resolve, verb, path, operation)),
  )
}

function readMethod(
  document: OpenApi,
  resolve: Resolve,
  verb: string,
  path: string,
  operation: Operation,
): MethodDoc {
  const parameters = (operation.parameters ?? []).filter((parameter) => parameter.name !== AUTH_TEST)
  const of = (place: string) =>
    parameters
      .filter((parameter) => parameter.in === place)
      .map((one) => readField(resolve, one.name, one.schema, Boolean(one.required), one.description))
  const bodies = operation.requestBody?.content ?? {}
  const body = bodies[JSON_TYPE] ?? bodies[FORM_TYPE]
  const reply = replySchema(resolve, operation)
  const items = reply.properties?.items?.items
  const isList = Boolean(items && reply.properties?.startIndex)
  return {
    id: operation.operationId,
    verb: verb.toUpperCase() as MethodDoc['verb'],
    path,
    title: operation.summary,
    description: operation.description ?? '',
    family: familyName(operation.tags?.[0] ?? 'other'),
    door: path.startsWith('/v2/') ? 'v2' : path.startsWith('/v1/') ? 'v1' : 'own',
    scopes: operation['x-scopes-any'] ?? [],
    callers: (operation['x-clients'] ?? []).map((client) => CALLERS[client] ?? client),
    flood: operation['x-flood-control'] ?? null,
    needs: needsOf(operation),
    inPath: of('path'),
    inQuery: of('query'),
    inBody: body ? readFields(resolve, resolve(body.schema)) : [],
    bodyType: bodies[JSON_TYPE] ? 'json' : 'form',
    uploads: body ? [] : Object.keys(bodies),
    expandable: Object.keys(parameters.find((one) => one.name === 'expand')?.examples ?? {}),
    answers: readAnswers(document, operation),
    reply: readFields(resolve, isList && items ? resolve(items) : reply),
    isList,
    source: operation['x-source'] ?? null,
    deviations: operation['x-deviations'] ?? [],
    example: operation['x-example'] ?? null,
  }
}

function familyName(tag: string): string {
  return (tag.charAt(0).toUpperCase() + tag.slice(1)).replace('Oauth', 'OAuth')
}

function needsOf(operation: Operation): MethodDoc['needs'] {
  if (operation['x-v1-tokens']) return 'v1'
  if (operation.security?.length === 0) return 'nobody'
  return operation.security?.some((way) => 'session' in way) ? 'page' : 'token'
}

function replySchema(resolve: Resolve, operation: Operation): Schema {
  const success = operation.responses['200'] ?? operation.responses['201']
  return resolve(success?.content?.[JSON_TYPE]?.schema)
}

/** What every method can answer is said once, on the page on errors. */
const EVERYWHERE = new Set([405, 414, 431, 500, 503, 507])

function readAnswers(document: OpenApi, operation: Operation): AnswerDoc[] {
  return Object.entries(operation.responses)
    .map(([status, answer]) => ({ status: Number(status), words: described(document, answer) }))
    .filter((answer) => !EVERYWHERE.has(answer.status))
    .sort((a, b) => a.status - b.status)
}

function described(document: OpenApi, answer: Content): string {
  const shared = answer.$ref && document.components.responses?.[answer.$ref.split('/').pop() ?? '']
  return (shared || answer).description ?? ''
}

export interface Family {
  name: string
  door: Door
  methods: MethodDoc[]
}

/** The families in HipChat's order, then those that only Chinwag has, then API v1. */
export function families(methods: readonly MethodDoc[], order: readonly string[] = []): Family[] {
  const found = new Map<string, Family>()
  for (const method of methods) {
    const key = `${method.door} ${method.family}`
    const family = found.get(key) ?? { name: method.family, door: method.door, methods: [] }
    family.methods.push(method)
    found.set(key, family)
  }
  const doors: Door[] = ['v2', 'own', 'v1']
  const rank = ({ door, name }: Family) => {
    const at = order.indexOf(name)
    return doors.indexOf(door) * 1000 + (at >= 0 ? at : 999)
  }
  return [...found.values()].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
}

/** Methods whose title, path, id or scopes have every word of the search. */
export function findMethods(methods: readonly MethodDoc[], search: string): MethodDoc[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return methods.filter((method) => {
    const { verb, title, path, id, family, scopes } = method
    const text = `${verb} ${title} ${path} ${id} ${family} ${scopes.join(' ')}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
