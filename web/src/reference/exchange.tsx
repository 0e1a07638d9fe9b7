import { plural, t } from '../i18n'
import { Lozenge } from '../ui'
import { Code } from './code'
import type { Example, ExampleBody } from './document'
import styles from './reference.module.css'
import { kindOfStatus, phraseOf } from './statuses'

const MOST_CHARACTERS = 6000

/** A request and its answer, as a test has made them. */
export function Exchange({ example }: { example: Example }) {
  const { request, response } = example
  const head = [`${request.verb} ${request.path}`]
  if (request.type) head.push(`Content-Type: ${request.type}`)
  const headers = Object.entries(response.headers).map(([name, value]) => `${name}: ${value}`)
  const body = bodyText(response)
  return (
    <div className={styles.exchange}>
      <Code label={t('Request')}>{[head.join('\n'), bodyText(request)].filter(Boolean).join('\n\n')}</Code>
      <div className="row">
        <Lozenge kind={kindOfStatus(response.status)}>
          {response.status} {phraseOf(response.status)}
        </Lozenge>
      </div>
      {headers.length > 0 && <Code label={t('Headers of the answer')}>{headers.join('\n')}</Code>}
      {body && <Code label={t('Answer')}>{body}</Code>}
    </div>
  )
}

function bodyText({ body, form, text, bytes }: ExampleBody): string {
  if (body !== undefined) return cut(JSON.stringify(body, null, 2))
  if (form) return new URLSearchParams(form).toString().replaceAll('&', '\n&')
  if (bytes !== undefined) return plural(bytes, { one: '({n} byte)', other: '({n} bytes)' })
  return cut(text ?? '')
}

function cut(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}\n…` : text
}
