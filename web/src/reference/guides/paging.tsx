// not translated in this file: the guides are English
import { Block } from '../../ui'
import { GuidePage, Shown } from './guide-page'
import type { GuideProps } from './guides'

export function Paging({ document }: GuideProps) {
  return (
    <GuidePage
      title="Paging"
      lede="Lists come a page at a time. The next page's address stands in the answer."
    >
      <Block title="Ask for a page">
        <p>
          <code>start-index</code> says how many entries to leave out, <code>max-results</code> how many to
          give: 100 unless you say otherwise, 1,000 at most. The answer repeats both as{' '}
          <code>startIndex</code> and <code>maxResults</code>.
        </p>
      </Block>
      <Block title="Go through all">
        <p>
          Follow <code>links.next</code> until it is missing. It keeps your other parameters.{' '}
          <code>links.prev</code> goes back, <code>links.self</code> is the list itself, without a query.
        </p>
      </Block>
      <Block title="Histories">
        <p>
          While people talk, pages counted from the newest message shift. Send <code>reverse=false</code> and
          a fixed <code>date</code>, and they stand still. For the newest messages alone there is{' '}
          <code>/history/latest</code>, with <code>not-before</code> for “what came since”.
        </p>
      </Block>
      <Shown document={document} name="paging" title="An example" />
    </GuidePage>
  )
}
