// not translated in this file: the guides are English
import { Block } from '../../ui'
import styles from '../reference.module.css'
import { GuidePage, Shown } from './guide-page'
import type { GuideProps } from './guides'

export function RateLimits({ document }: GuideProps) {
  const limits = document['x-limits']
  const rows: [what: string, limit: number | undefined, per: string][] = [
    ['Tokens of people and rooms', limits?.calls_user, 'calls in 5 minutes, each token'],
    ['Tokens of add-ons', limits?.calls_addon, 'calls in 5 minutes, each installation'],
    ['Tokens of API v1', limits?.calls_v1, 'calls in 5 minutes, each token'],
    ['Messages to one room or person', limits?.messages, 'a minute, whoever sends them'],
  ]
  return (
    <GuidePage
      title="Rate limits"
      lede="Calls are counted for each token, messages for each room or person they go to."
    >
      <Block title="On this server">
        <div className={styles.fields}>
          <table aria-label="Limits">
            <tbody>
              {rows.map(([what, limit, per]) => (
                <tr key={what}>
                  <th scope="row">{what}</th>
                  <td>{limit ? `${limit} ${per}` : 'no limit'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Block>
      <Block title="What the headers say">
        <p>
          Every answer has <code>X-Ratelimit-Limit</code>, <code>X-Ratelimit-Remaining</code> and{' '}
          <code>X-Ratelimit-Reset</code>; those to messages also <code>X-FloodControl-Limit</code>,{' '}
          <code>-Remaining</code> and <code>-Reset</code>. Resets are Unix times in seconds. The windows are
          fixed: at the reset, all calls are free again.
        </p>
      </Block>
      <Block title="Over the limit">
        <p>
          The answer is 429, with <code>Retry-After</code> in seconds. Refused calls do not count. Wait that
          long, then send the same again.
        </p>
      </Block>
      <Shown document={document} name="error_429" title="An example" />
    </GuidePage>
  )
}
