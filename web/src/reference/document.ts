/** The server's OpenAPI document, as far as these pages read it. */

export interface Schema {
  $ref?: string
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  items?: Schema | false
  prefixItems?: Schema[]
  properties?: Record<string, Schema>
  additionalProperties?: Schema | boolean
  required?: string[]
  default?: unknown
  description?: string
  format?: string
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
  examples?: Record<string, unknown>
}

export interface Content {
  $ref?: string
  description?: string
  content?: Record<string, { schema?: Schema }>
}

/** An exchange that a test has made: what was sent, and what came back. */
export interface Example {
  request: ExampleBody & { verb: string; path: string }
  response: ExampleBody & { status: number; headers: Record<string, string> }
}

/** JSON, the fields of a form, another text, or how many bytes of something unreadable. */
export interface ExampleBody {
  body?: unknown
  form?: Record<string, string>
  type?: string
  text?: string
  bytes?: number
}

export interface Source {
  mark: 'recorded' | 'documented' | 'inferred'
  /** What no source tells: path, behaviour, scopes, callers, answer. */
  open: string[]
}

export interface Operation {
  operationId: string
  summary: string
  description?: string
  tags?: string[]
  parameters?: Parameter[]
  requestBody?: Content
  responses: Record<string, Content>
  security?: Record<string, unknown>[]
  'x-scopes-any'?: string[]
  'x-clients'?: string[]
  'x-v1-tokens'?: string[]
  'x-flood-control'?: string
  /** Another verb does the same. */
  'x-same-as'?: string
  'x-source'?: Source
  'x-deviations'?: string[]
  'x-example'?: Example
}

/** Calls in 5 minutes, and messages a minute to one room or person. 0: no limit. */
export interface Limits {
  calls_user: number
  calls_addon: number
  calls_v1: number
  messages: number
}

export interface OpenApi {
  info: { version: string }
  servers?: { url: string }[]
  tags?: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema>; responses?: Record<string, Content> }
  'x-scopes'?: Record<string, { name: string; description: string }>
  'x-limits'?: Limits
  'x-examples'?: Record<string, Example>
}

export type Resolve = (schema: Schema | undefined) => Schema

/** Follows references to schemas. What stands beside a reference, such as its description, wins. */
export function resolver(document: OpenApi): Resolve {
  return function resolve(schema) {
    const name = schema?.$ref?.split('/').pop()
    if (!name) return schema ?? {}
    const { $ref: _, ...beside } = schema as Schema
    return { ...document.components.schemas[name], ...beside }
  }
}
