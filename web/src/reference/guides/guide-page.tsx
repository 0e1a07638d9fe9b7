// not translated in this file: the guides are English
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Block, Icon, PageHead, useTitle } from '../../ui'
import type { OpenApi } from '../document'
import { Exchange } from '../exchange'
import styles from '../reference.module.css'

/** A page of text: title, lede, parts. */
export function GuidePage({ title, lede, children }: { title: string; lede: string; children: ReactNode }) {
  useTitle(title)
  return (
    <div className={styles.guide} lang="en" dir="ltr">
      <PageHead
        title={title}
        crumbs={
          <>
            <Link href="/docs">API reference</Link>
            <Icon of={ChevronRight} />
            <span>Guides</span>
          </>
        }
      >
        {lede}
      </PageHead>
      {children}
    </div>
  )
}

/** An exchange that a test has made, by its name. */
export function Shown({ document, name, title }: { document: OpenApi; name: string; title: string }) {
  const example = document['x-examples']?.[name]
  if (!example) return null
  return (
    <Block title={title}>
      <Exchange example={example} />
    </Block>
  )
}
