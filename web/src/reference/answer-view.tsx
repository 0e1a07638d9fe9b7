import type { RawAnswer } from '../api/client'
import { t } from '../i18n'
import { Lozenge } from '../ui'
import { Code } from './code'
import styles from './reference.module.css'
import { kindOfStatus } from './statuses'

const HEADERS = /^(x-ratelimit|x-floodcontrol|retry-after|location|link|x-request-id)/i
const MOST_CHARACTERS = 20_000

/** What really came back: status, the headers that matter, the body. */
export function AnswerView({ answer }: { answer: RawAnswer }) {
  const headers = answer.headers.filter(([name]) => HEADERS.test(name))
  const text = readable(answer.text)
  return (
    <div className={styles.answer}>
      <div className="row">
        <Lozenge kind={kindOfStatus(answer.status)}>
          {answer.status} {answer.statusText}
        </Lozenge>
        <span className="small quiet">{t('{n} ms', { n: Math.max(1, Math.round(answer.took)) })}</span>
      </div>
      {headers.length > 0 && (
        <Code label={t('Its headers')}>{headers.map(([name, value]) => `${name}: ${value}`).join('\n')}</Code>
      )}
      {text && (
        <Code label={t('Its body')}>
          {text.slice(0, MOST_CHARACTERS)}
          {text.length > MOST_CHARACTERS && '\n…'}
        </Code>
      )}
    </div>
  )
}

/** JSON on lines of its own; anything else as it came. */
function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
