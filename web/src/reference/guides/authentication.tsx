// not translated in this file: the guides are English
import { Link } from 'wouter'
import { Block, ScopeName } from '../../ui'
import styles from '../reference.module.css'
import { GuidePage, Shown } from './guide-page'
import type { GuideProps } from './guides'

export function Authentication({ document }: GuideProps) {
  const scopes = Object.entries(document['x-scopes'] ?? {})
  return (
    <GuidePage
      title="Authentication"
      lede="Every call carries a token. The token says who calls, and what it may do."
    >
      <Block title="Send a token">
        <p>
          In the header: <code>Authorization: Bearer YOUR_TOKEN</code>. Where a header cannot be set, in the
          query: <code>?auth_token=YOUR_TOKEN</code>, unless the admin has turned that off, because addresses
          end up in logs.
        </p>
      </Block>
      <Block title="Where tokens come from">
        <ul className={styles.notes}>
          <li>
            <b>Your own</b>: make a personal token under <Link href="/account/api">API tokens</Link>. It acts
            as you.
          </li>
          <li>
            <b>A room's</b>: made in the room's settings by its admins. It can post notifications there and
            look at the room, nothing else.
          </li>
          <li>
            <b>An add-on's</b>: with its id and secret from{' '}
            <Link href="/docs/generate_token">generate token</Link>. It acts as the add-on, in a room or in
            the whole group.
          </li>
          <li>
            <b>In somebody's name</b>: an add-on sends a browser to <code>/users/authorize</code>; the person
            agrees, and the add-on exchanges the code for a token.
          </li>
        </ul>
      </Block>
      <Block
        title="Scopes"
        lede="A method names the scopes of which a token needs one. Ask for no more than you use."
      >
        <div className={styles.fields}>
          <table aria-label="Scopes">
            <tbody>
              {scopes.map(([scope, text]) => (
                <tr key={scope}>
                  <th scope="row">
                    <ScopeName>{scope}</ScopeName>
                  </th>
                  <td className="soft">{text.description}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Block>
      <Block title="Who calls">
        <p>
          HipChat called them client types. A method says which of them may call it: <b>people</b> (personal
          tokens and tokens given to add-ons in a person's name), <b>rooms</b> (a room's own token, and
          add-ons installed in one room), and <b>add-ons of the group</b>. A scope never lets a token do what
          its person may not do.
        </p>
      </Block>
      <Block title="Ask before you act">
        <p>
          Add <code>auth_test=true</code> to any call to learn whether the token may make it. Nothing is done:
          the answer is 202, or 401 with the reason.
        </p>
      </Block>
      <Shown document={document} name="auth_test" title="An example" />
    </GuidePage>
  )
}
