// not translated in this file: the reference is English
import { Block, Lozenge } from '../ui'
import type { Source } from './document'
import type { MethodDoc } from './openapi'
import styles from './reference.module.css'

const MARKS: Record<Source['mark'], string> = {
  recorded: 'recorded: answers of HipChat itself were kept',
  documented: "documented: HipChat's reference, or clients written for it, tell of it",
  inferred: 'inferred: no source tells more than that it was there',
}

/** How sure it is that HipChat did the same. */
export function Mark({ source }: { source: Source }) {
  const [mark, ...words] = MARKS[source.mark].split(':')
  return (
    <>
      <Lozenge kind={source.mark === 'inferred' ? 'moved' : 'default'}>{mark}</Lozenge>
      <span className="soft" lang="en">
        {words.join(':').trim()}
      </span>
    </>
  )
}

const OPEN: Record<string, string> = {
  path: 'its address',
  behaviour: 'what it does',
  scopes: 'its scopes',
  callers: 'who may call it',
  answer: 'parts of its answer',
}

/** What is our choice where no source speaks, and where we differ on purpose. */
export function SourceNote({ method }: { method: MethodDoc }) {
  const open = (method.source?.open ?? []).map((part) => OPEN[part] ?? part)
  if (open.length === 0 && method.deviations.length === 0) return null
  return (
    <Block title="Compared with HipChat">
      <ul className={styles.notes} lang="en" dir="ltr">
        {open.length > 0 && <li>No source tells {open.join(', ')}: this is our choice.</li>}
        {method.deviations.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </Block>
  )
}
