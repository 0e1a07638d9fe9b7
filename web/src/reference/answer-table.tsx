import { t } from '../i18n'
import { Lozenge } from '../ui'
import type { AnswerDoc } from './openapi'
import styles from './reference.module.css'
import { kindOfStatus } from './statuses'

/** What a method can answer; what every method can is on the page on errors. */
export function AnswerTable({ answers }: { answers: readonly AnswerDoc[] }) {
  return (
    <div className={styles.fields}>
      <table aria-label={t('Answers')}>
        <tbody>
          {answers.map((answer) => (
            <tr key={answer.status}>
              <td className={styles.default}>
                <Lozenge kind={kindOfStatus(answer.status)}>{answer.status}</Lozenge>
              </td>
              <td className="soft" lang="en">
                {answer.words}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
