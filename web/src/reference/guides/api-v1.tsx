// not translated in this file: the guides are English
import { Link } from 'wouter'
import { Block } from '../../ui'
import { MethodTag } from '../method-tag'
import styles from '../reference.module.css'
import { GuidePage } from './guide-page'
import type { GuideProps } from './guides'

export function ApiV1({ document, methods }: GuideProps) {
  const v1 = methods.filter((method) => method.door === 'v1')
  const limit = document['x-limits']?.calls_v1
  return (
    <GuidePage
      title="API v1"
      lede="HipChat's first API, for scripts that never moved to v2. It works on the same rooms, people and messages."
    >
      <Block title="A token">
        <p>
          Tokens of v1 belong to the whole group and have 30 hex digits. An admin makes them:{' '}
          <code>chinwag token create --v1 notification</code> for <code>rooms/message</code> and{' '}
          <code>rooms/topic</code>, <code>--v1 admin</code> for all. They do not work on v2, nor the other way
          round.
        </p>
      </Block>
      <Block title="A call">
        <p>
          Send <code>auth_token</code> and the parameters as a form, or in the query; the form wins. Unknown
          parameters are ignored, empty ones count as absent. <code>format=xml</code> answers in XML.
        </p>
      </Block>
      <Block title="Limits">
        <p>
          {limit ? `${limit} calls in 5 minutes for each token` : 'No limit of calls'}; beyond it the answer
          is 403, not 429. Messages to one room are counted together with those of v2.
        </p>
      </Block>
      <Block title="Methods">
        <ul className={styles.family}>
          {v1.map((method) => (
            <li key={method.id}>
              <Link href={`/docs/${method.id}`}>
                <span>
                  <MethodTag verb={method.verb} />
                </span>
                <span>{method.title}</span>
                <span>{method.path}</span>
              </Link>
            </li>
          ))}
        </ul>
      </Block>
    </GuidePage>
  )
}
