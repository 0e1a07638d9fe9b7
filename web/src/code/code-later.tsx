import { lazy, Suspense } from 'react'
import styles from './code.module.css'

const CodeView = lazy(() => import('./code-view'))

/** A block of code; its colours are fetched with the first one. It stands there from the start, so nothing moves. */
export function CodeLater({ code, language }: { code: string; language: string | null }) {
  return (
    <Suspense
      fallback={
        <div className={styles.code}>
          <pre translate="no">
            <code>{code}</code>
          </pre>
        </div>
      }
    >
      <CodeView code={code} language={language} />
    </Suspense>
  )
}
