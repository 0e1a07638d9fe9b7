import { ChevronRight } from 'lucide-react'
import { Link } from 'wouter'
import { Block, Icon, Lozenge, PageHead, ScopeName, useTitle } from '../ui'
import { FieldTable } from './field-table'
import { MethodTag } from './method-tag'
import { familyOf, type MethodDoc } from './openapi'
import styles from './reference.module.css'
import { TryIt } from './try-it'

interface Props {
  method: MethodDoc
  token: string
  onToken: (token: string) => void
}

/** `/docs/:id`: one method, with a form that calls it. */
export function MethodPage({ method, token, onToken }: Props) {
  useTitle(method.title)
  return (
    <div className={styles.split}>
      <div>
        <PageHead
          title={method.title}
          crumbs={
            <>
              <Link href="/docs">API reference</Link>
              <Icon of={ChevronRight} />
              <span>{familyOf(method)}</span>
            </>
          }
        />
        <div className={styles.line}>
          <MethodTag verb={method.verb} />
          <Path path={method.path} />
        </div>
        <p className={styles.about}>{method.description}</p>
        <Needs method={method} />
        {method.inPath.length > 0 && (
          <Block title="In the address">
            <FieldTable label="Fields in the address" fields={method.inPath} plain />
          </Block>
        )}
        {method.inBody.length > 0 && (
          <Block title="Body">
            <FieldTable label="Fields of the body" fields={method.inBody} />
          </Block>
        )}
        {method.inQuery.length > 0 && (
          <Block title="Query">
            <FieldTable label="Fields of the query" fields={method.inQuery} />
          </Block>
        )}
        <Block title="Answers">
          <div className={styles.fields}>
            <table aria-label="Answers">
              <tbody>
                {method.answers.map((answer) => (
                  <tr key={answer.status}>
                    <td className={styles.default}>
                      <Lozenge kind={lozengeOf(answer.status)}>{answer.status}</Lozenge>
                    </td>
                    <td className="soft">{answer.words}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Block>
        {method.reply.length > 0 && (
          <Block title={method.isList ? 'Each item' : 'What comes back'}>
            <FieldTable label="Fields of the answer" fields={method.reply} plain />
          </Block>
        )}
      </div>
      <TryIt key={method.id} method={method} token={token} onToken={onToken} />
    </div>
  )
}

function Path({ path }: { path: string }) {
  return (
    <span className={styles.path}>
      {path.split(/(\{\w+\})/).map((part, at) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of a fixed text
        part.startsWith('{') ? <b key={at}>{part}</b> : part,
      )}
    </span>
  )
}

function Needs({ method }: { method: MethodDoc }) {
  return (
    <div className={styles.needs}>
      <span className={styles.pair}>
        <span className="small quiet">Needs</span>
        {needsInWords(method) ?? method.scopes.map((scope) => <ScopeName key={scope}>{scope}</ScopeName>)}
        {method.scopes.length > 1 && <span className="small quiet">any one of them</span>}
      </span>
      {method.needs === 'token' && (
        <span className={styles.pair}>
          <span className="small quiet">Callers</span>
          {method.callers.map((caller) => (
            <ScopeName key={caller}>{caller}</ScopeName>
          ))}
        </span>
      )}
      {method.flood && (
        <span className={styles.pair}>
          <span className="small quiet">Limit</span> counted for each {method.flood}, too
        </span>
      )}
    </div>
  )
}

function needsInWords(method: MethodDoc): string | null {
  if (method.needs === 'nobody') return 'no token'
  if (method.needs === 'page') return 'somebody who is signed in here'
  return method.scopes.length === 0 ? 'any token' : null
}

function lozengeOf(status: number): 'success' | 'moved' | 'error' {
  if (status < 400) return 'success'
  return status === 429 || status === 503 ? 'moved' : 'error'
}
