// not translated in this file: the guides are English
import { Link } from 'wouter'
import { Block, ScopeName } from '../../ui'
import styles from '../reference.module.css'
import { GuidePage, Shown } from './guide-page'
import type { GuideProps } from './guides'

export function TitleExpansion({ document, methods }: GuideProps) {
  const can = methods.filter((method) => method.expandable.length > 0)
  return (
    <GuidePage
      title="Title expansion"
      lede="Replies name people and rooms by their title: id, name, link. With expand, the title is replaced by the whole."
    >
      <Block title="Open a title">
        <p>
          <code>?expand=owner,participants</code> opens two titles; a dot goes deeper:{' '}
          <code>?expand=items.owner</code>. In lists, a name opens every entry. What you get in place of the
          title is what a GET on its <code>links.self</code> would give, and the call counts once.
        </p>
      </Block>
      <Block title="What stays closed">
        <p>
          Names that the method does not know, things that are gone, and things that the token may not read
          stay titles; that is no error. At most 10 names of 3 steps each are read. Answers to POST and PUT
          are not expanded.
        </p>
      </Block>
      <Block title="Methods that expand">
        <div className={styles.fields}>
          <table aria-label="Methods that expand">
            <tbody>
              {can.map((method) => (
                <tr key={method.id}>
                  <th scope="row">
                    <Link href={`/docs/${method.id}`}>{method.title}</Link>
                  </th>
                  <td>
                    <span className={styles.pair}>
                      {method.expandable.map((name) => (
                        <ScopeName key={name}>{name}</ScopeName>
                      ))}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Block>
      <Shown document={document} name="expansion" title="An example" />
    </GuidePage>
  )
}
