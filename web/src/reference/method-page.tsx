import { useState } from 'react'
import { formatList, msg, rich, t } from '../i18n'
import { Block, Callout, useTitle } from '../ui'
import { AnswerTable } from './answer-table'
import type { Limits, OpenApi } from './document'
import { Exchange } from './exchange'
import { FieldTable } from './field-table'
import { MethodHead } from './method-head'
import type { MethodDoc } from './openapi'
import styles from './reference.module.css'
import { exampleValues, type Values } from './request'
import { Snippets } from './snippets-box'
import { SourceNote } from './source-note'
import { TryIt } from './try-it'

interface Props {
  method: MethodDoc
  scopes: NonNullable<OpenApi['x-scopes']>
  limits: Limits | null
  token: string
  onToken: (token: string) => void
}

/** `/docs/:id`: one method, with a form that calls it. */
export function MethodPage({ method, scopes, limits, token, onToken }: Props) {
  useTitle(method.title)
  const [values, setValues] = useState<Values>(() => startingValues(method))
  return (
    <div className={styles.split}>
      <div className={styles.doc}>
        <MethodHead method={method} scopes={scopes} limits={limits} />
        {method.needs === 'page' ? (
          <Callout kind="accent">
            {t('Only the pages of this server call it, for somebody who is signed in.')}
          </Callout>
        ) : (
          <Snippets method={method} values={values} token={token} />
        )}
        {method.inPath.length > 0 && (
          <Block title={t('In the address')}>
            <FieldTable label={t('Fields in the address')} fields={method.inPath} plain />
          </Block>
        )}
        {method.inBody.length > 0 && (
          <Block title={t('Body')}>
            <FieldTable label={t('Fields of the body')} fields={method.inBody} />
          </Block>
        )}
        {method.uploads.length > 0 && <Uploads types={method.uploads} />}
        {method.inQuery.length > 0 && (
          <Block title={t('Query')}>
            <FieldTable label={t('Fields of the query')} fields={method.inQuery} />
          </Block>
        )}
        {method.example && (
          <Block title={t('Example')} lede={t('Made by a test, with a server that holds a small group.')}>
            <Exchange example={method.example} />
          </Block>
        )}
        <Block title={t('Answers')}>
          <AnswerTable answers={method.answers} />
        </Block>
        {method.reply.length > 0 && (
          <Block title={method.isList ? t('Each item') : t('What comes back')}>
            <FieldTable label={t('Fields of the answer')} fields={method.reply} plain />
          </Block>
        )}
        <SourceNote method={method} />
      </div>
      <TryIt
        key={method.id}
        method={method}
        values={values}
        onValues={setValues}
        token={token}
        onToken={onToken}
      />
    </div>
  )
}

/** The example's values, but no address of something that the call would change or delete. */
function startingValues(method: MethodDoc): Values {
  const values = exampleValues(method)
  return Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith('path.')))
}

function Uploads({ types }: { types: readonly string[] }) {
  return (
    <Block title={t('Body')}>
      <p className="soft">
        {rich(
          types.some((type) => type.startsWith('multipart/'))
            ? msg(
                'A file, as <code>{types}</code>, in a part called <code>file</code>; a part <code>metadata</code> may hold JSON with a <code>message</code>.',
              )
            : msg('A file, as <code>{types}</code>.'),
          { types: formatList(types, 'or'), code: (text) => <code>{text}</code> },
        )}
      </p>
    </Block>
  )
}
