import { useEffect, useMemo, useRef } from 'react'
import { t } from '../i18n'
import { cx } from '../ui'
import { watchWideIn } from '../ui/wide'
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
  const part = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tables are others when the HTML is
  useEffect(() => (part.current ? watchWideIn(part.current, t('Table'), t('Code')) : undefined), [clean])
  const Tag = inline ? 'span' : 'div'
  // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned by the server and, one line above, by DOMPurify
  return <Tag ref={part} dir="auto" className={cx(styles.html, className)} dangerouslySetInnerHTML={clean} />
}
