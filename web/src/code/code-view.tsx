import DOMPurify from 'dompurify'
import { Check, Copy } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { t } from '../i18n'
import { copyText, IconButton } from '../ui'
import { watchWide } from '../ui/wide'
import styles from './code.module.css'
import { highlight } from './highlight'

interface Props {
  code: string
  /** As it was written; null to guess. */
  language: string | null
}

const SPANS = { ALLOWED_TAGS: ['span'], ALLOWED_ATTR: ['class'] }

/** A block of code in colour, with its language and a way to copy it. */
export default function CodeView({ code, language }: Props) {
  const shown = useMemo(() => {
    const found = highlight(code, language)
    // Escaped by the highlighter; a second lock on the same door.
    return found && { ...found, html: { __html: DOMPurify.sanitize(found.html, SPANS) } }
  }, [code, language])
  return (
    <div className={styles.code}>
      <div className={styles.head}>
        {shown?.language && <span>{shown.language}</span>}
        <CopyCode code={code} />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: no fields, only something to call it by */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by key */}
      <pre ref={watchWide} translate="no" tabIndex={0} role="group" aria-label={t('Code')}>
        {shown ? (
          // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned some lines above
          <code dangerouslySetInnerHTML={shown.html} />
        ) : (
          <code>{code}</code>
        )}
      </pre>
    </div>
  )
}

function CopyCode({ code }: { code: string }) {
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), 2_000)
    return () => clearTimeout(timer)
  }, [isCopied])
  return (
    <IconButton
      icon={isCopied ? Check : Copy}
      label={isCopied ? t('Copied') : t('Copy the code')}
      size="sm"
      onClick={async () => setCopied(await copyText(code))}
    />
  )
}
