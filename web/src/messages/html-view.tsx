import { useMemo } from 'react'
import { cx } from '../ui'
import { cleanHtml } from './html'
import styles from './html.module.css'

interface Props {
  html: string
  /** Only what may stand inside a line: in cards. */
  inline?: boolean
  className?: string | undefined
}

/** HTML of an integration, cleaned again before it is put into the page. */
export function HtmlView({ html, inline = false, className }: Props) {
  const clean = useMemo(() => ({ __html: cleanHtml(html, inline) }), [html, inline])
  const Tag = inline ? 'span' : 'div'
  // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned by the server and, one line above, by DOMPurify
  return <Tag dir="auto" className={cx(styles.html, className)} dangerouslySetInnerHTML={clean} />
}
