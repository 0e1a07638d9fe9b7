// not translated in this file: the reference is English
import type { Resolve, Schema } from './document'

type FieldKind = 'text' | 'number' | 'boolean' | 'choice' | 'json'

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
  /** The fields of an object, or of the objects of a list. */
  inside: FieldDoc[]
}

const MOST_WORTH_SAYING = 1e12
const DEEPEST = 2

/** The fields of an object, required ones first. */
export function readFields(resolve: Resolve, schema: Schema, depth = 0): FieldDoc[] {
  const required = schema.required ?? []
  return Object.entries(schema.properties ?? {})
    .map(([name, field]) => readField(resolve, name, field, required.includes(name), undefined, depth))
    .sort((a, b) => Number(b.isRequired) - Number(a.isRequired))
}

export function readField(
  resolve: Resolve,
  name: string,
  schema: Schema | undefined,
  isRequired: boolean,
  description = schema?.description ?? resolve(schema).description ?? '',
  depth = 0,
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
    inside: depth < DEEPEST ? insideOf(resolve, schema, depth + 1) : [],
  }
}

function insideOf(resolve: Resolve, schema: Schema | undefined, depth: number): FieldDoc[] {
  const objects = alternatives(resolve, schema)
    .map((each) => (each.type === 'array' && each.items ? resolve(each.items) : each))
    .filter((each) => each.properties)
  return objects.length === 1 && objects[0] ? readFields(resolve, objects[0], depth) : []
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

function typeInWords(resolve: Resolve, schema: Schema | undefined): string {
  const words = alternatives(resolve, schema).map((each) => oneInWords(resolve, each))
  return [...new Set(words)].join(' or ')
}

function oneInWords(resolve: Resolve, schema: Schema): string {
  if (schema.enum) return schema.enum.map((one) => (one === '' ? 'empty' : String(one))).join(', ')
  if (schema.const !== undefined) return String(schema.const)
  switch (schema.type) {
    case 'string':
      return schema.format === 'binary' ? 'file' : `text${rangeInWords(schema.minLength, schema.maxLength)}`
    case 'integer':
    case 'number':
      return `number${rangeInWords(schema.minimum, schema.maximum)}`
    case 'boolean':
      return 'true, false'
    case 'array':
      return `list of ${(schema.items && typeInWords(resolve, schema.items)) || 'values'}`
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
