// not translated in this file: code
/** The same request for a terminal, for Python and for JavaScript. What they make is executed by a browser test. */

import type { BuiltRequest } from './request'

export type Language = 'curl' | 'python' | 'javascript'

export const LANGUAGES: readonly { value: Language; text: string }[] = [
  { value: 'curl', text: 'curl' },
  { value: 'python', text: 'Python' },
  { value: 'javascript', text: 'JavaScript' },
]

export interface Wanted {
  origin: string
  request: BuiltRequest
  /** The reader's own, or empty. */
  token: string
  /** How the token is sent; `none` for methods that need no token. */
  how: 'header' | 'parameter' | 'none'
}

const NO_TOKEN = 'YOUR_TOKEN'
const FILE = 'picture.png'

export function snippet(language: Language, wanted: Wanted): string {
  const call = prepared(wanted)
  if (language === 'curl') return asCurl(call)
  return language === 'python' ? asPython(call) : asJavaScript(call)
}

interface Call {
  verb: string
  url: string
  bearer: string | null
  json: Record<string, unknown> | null
  form: Record<string, string> | null
  /** `form`: as a part called `file`; `raw`: the bytes alone. */
  file: 'form' | 'raw' | null
}

function prepared({ origin, request, token, how }: Wanted): Call {
  const own = token || NO_TOKEN
  const inQuery = how === 'parameter' && request.verb === 'GET'
  const mark = request.path.includes('?') ? '&' : '?'
  const fields = Object.entries(request.body ?? {}).map(([name, value]) => [name, asText(value)])
  const isForm = request.body !== null && request.bodyType === 'form'
  const tokenField = how === 'parameter' && !inQuery ? { auth_token: own } : {}
  return {
    verb: request.verb,
    url: `${origin}${request.path}${inQuery ? `${mark}auth_token=${own}` : ''}`,
    bearer: how === 'header' ? own : null,
    json: request.body && !isForm ? request.body : null,
    form: isForm || 'auth_token' in tokenField ? { ...tokenField, ...Object.fromEntries(fields) } : null,
    file: fileOf(request.uploads),
  }
}

function fileOf(uploads: readonly string[]): Call['file'] {
  if (uploads.length === 0) return null
  return uploads.includes('multipart/form-data') ? 'form' : 'raw'
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function asCurl({ verb, url, bearer, json, form, file }: Call): string {
  const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
  const lines = [`curl ${verb === 'GET' ? '' : `-X ${verb} `}${quote(url)}`]
  if (bearer) lines.push(`-H "Authorization: Bearer ${bearer}"`)
  if (json) lines.push('-H "Content-Type: application/json"', `-d ${quote(JSON.stringify(json))}`)
  for (const [name, value] of Object.entries(form ?? {})) {
    lines.push(`--data-urlencode ${quote(`${name}=${value}`)}`)
  }
  if (file === 'form') lines.push(`-F file=@${FILE}`)
  if (file === 'raw') lines.push('-H "Content-Type: image/png"', `--data-binary @${FILE}`)
  return lines.join(' \\\n  ')
}

function asPython({ verb, url, bearer, json, form, file }: Call): string {
  const headers = { ...(bearer && { Authorization: `Bearer ${bearer}` }) }
  if (file === 'raw') Object.assign(headers, { 'Content-Type': 'image/png' })
  const lines = [`    ${python(url)},`]
  if (Object.keys(headers).length > 0) lines.push(`    headers=${python(headers)},`)
  if (json) lines.push(`    json=${python(json, 1)},`)
  if (form) lines.push(`    data=${python(form, 1)},`)
  if (file === 'form') lines.push(`    files={"file": open("${FILE}", "rb")},`)
  if (file === 'raw') lines.push(`    data=open("${FILE}", "rb"),`)
  lines.push('    timeout=10,')
  const call = `answer = requests.${verb.toLowerCase()}(\n${lines.join('\n')}\n)`
  return `import requests\n\n${call}\nanswer.raise_for_status()\nprint(answer.status_code, answer.text)`
}

const INDENT = '    '

/** A JSON value as Python writes it. */
function python(value: unknown, depth = -1): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (Array.isArray(value)) return `[${value.map((one) => python(one)).join(', ')}]`
  if (typeof value !== 'object') return JSON.stringify(value)
  const parts = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${python(one)}`)
  if (depth < 0 || parts.length < 2) return `{${parts.join(', ')}}`
  const inner = INDENT.repeat(depth + 1)
  return `{\n${parts.map((part) => `${inner}${part},\n`).join('')}${INDENT.repeat(depth)}}`
}

function asJavaScript({ verb, url, bearer, json, form, file }: Call): string {
  const headers: string[] = []
  if (bearer) headers.push(`Authorization: ${JSON.stringify(`Bearer ${bearer}`)}`)
  if (json) headers.push('"Content-Type": "application/json"')
  if (file === 'raw') headers.push('"Content-Type": "image/png"')
  const options: string[] = verb === 'GET' ? [] : [`method: "${verb}"`]
  if (headers.length > 0) options.push(`headers: { ${headers.join(', ')} }`)
  if (json) options.push(`body: JSON.stringify(${indented(JSON.stringify(json, null, 2))})`)
  if (form) options.push(`body: new URLSearchParams(${indented(JSON.stringify(form, null, 2))})`)
  if (file) options.push(file === 'form' ? 'body: form' : 'body: file')
  const given = options.length > 0 ? `, {\n${options.map((one) => `  ${one},\n`).join('')}}` : ''
  return [
    ...(file ? fileInJavaScript(file) : []),
    `const answer = await fetch(${JSON.stringify(url)}${given});`,
    'if (!answer.ok) throw new Error(await answer.text());',
    'console.log(answer.status, await answer.text());',
  ].join('\n')
}

function fileInJavaScript(file: 'form' | 'raw'): string[] {
  const lines = [
    'import { readFile } from "node:fs/promises";\n',
    `const file = new Blob([await readFile("${FILE}")], { type: "image/png" });`,
  ]
  if (file === 'form') lines.push('const form = new FormData();', `form.append("file", file, "${FILE}");`)
  return lines
}

function indented(text: string): string {
  return text.replaceAll('\n', '\n  ')
}
