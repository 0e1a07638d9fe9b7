// not translated in this file: the guides are English
import { Block } from '../../ui'
import { AnswerTable } from '../answer-table'
import { GuidePage, Shown } from './guide-page'
import type { GuideProps } from './guides'

export function Errors({ document }: GuideProps) {
  const shared = Object.entries(document.components.responses ?? {})
  const answers = shared
    .filter(([name]) => !name.startsWith('V1'))
    .map(([name, answer]) => ({ status: statusOf(document, name), words: answer.description ?? '' }))
    .sort((a, b) => a.status - b.status)
  return (
    <GuidePage title="Errors" lede="Every refusal has the same shape, and its message says what to do.">
      <Block title="What a status means">
        <AnswerTable answers={answers} />
      </Block>
      <Block title="The body">
        <p>
          <code>error.code</code> and <code>error.type</code> repeat the status, <code>error.message</code> is
          a sentence for people. When a field is wrong, <code>error.field</code> names it and{' '}
          <code>error.validation</code> names the rule. Give <code>error.request_id</code> to the admin when
          you ask for help. What was refused left nothing behind: it is safe to send it again.
        </p>
      </Block>
      <Shown document={document} name="error_400" title="400: a field is wrong" />
      <Shown document={document} name="error_401" title="401: no live token" />
      <Shown document={document} name="error_403" title="403: the scope is missing" />
      <Shown document={document} name="error_404" title="404: not there, or not for you" />
      <Shown document={document} name="error_405" title="405: the wrong verb" />
      <Shown document={document} name="error_409" title="409: not in this state" />
    </GuidePage>
  )
}

/** The status under which methods refer to a shared answer. */
function statusOf(document: GuideProps['document'], name: string): number {
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item)) {
      const found = Object.entries(operation.responses).find(([, answer]) =>
        answer.$ref?.endsWith(`/${name}`),
      )
      if (found) return Number(found[0])
    }
  }
  return 0
}
