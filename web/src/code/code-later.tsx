import { laterPart } from '../ui/later'
import styles from './code.module.css'

export const LOAD_CODE = () => import('./code-view')

const CodeView = laterPart(LOAD_CODE)

/** A block of code; its colours are fetched with the first one. It stands there from the start, so nothing moves. */
export function CodeLater({ code, language }: { code: string; language: string | null }) {
  return (
    <CodeView
      code={code}
      language={language}
      instead={
        <div className={styles.code}>
          <pre translate="no">
            <code>{code}</code>
          </pre>
        </div>
      }
    />
  )
}
