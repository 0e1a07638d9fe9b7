import { t } from '../i18n'
import tokens from '../tokens/tokens.module.css'
import { CopyButton, cx } from '../ui'
import styles from './integrations.module.css'

/** Something to read and copy, as it is on the wire. */
export function CodeBox({ label, text, copied = text }: { label: string; text: string; copied?: string }) {
  return (
    <section className={cx(tokens.curl, styles.code)} aria-label={label}>
      {/* biome-ignore lint/a11y/useSemanticElements: no fields, only something to call it by */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which needs the keyboard too */}
      <pre tabIndex={0} role="group" aria-label={t('Code')}>
        {text}
      </pre>
      <CopyButton text={copied} className={tokens.copy} />
    </section>
  )
}
