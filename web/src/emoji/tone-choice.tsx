import { useState } from 'react'
import { browserShelf } from '../chat/shelf'
import { t } from '../i18n'
import { Tooltip } from '../ui'
import { TONE_COUNT } from './catalogue'
import styles from './emoji.module.css'

const NAME = 'chinwag.tone'

/** The skin tone of emoji that have one, kept on this machine; 0 is the yellow one. */
export function useTone() {
  return useState(() => {
    const kept = Number(browserShelf.getItem(NAME))
    return kept > 0 && kept < TONE_COUNT ? kept : 0
  })
}

export function keepTone(tone: number): void {
  try {
    browserShelf.setItem(NAME, String(tone))
  } catch {
    // Known as long as the page.
  }
}

/** One button that goes through the skin tones. */
export function ToneChoice({ tone, onChange }: { tone: number; onChange: (tone: number) => void }) {
  return (
    <Tooltip text={t('Skin tone')}>
      <button
        type="button"
        className={styles.tone}
        aria-label={t('Skin tone')}
        onClick={() => onChange((tone + 1) % TONE_COUNT)}
      >
        <span className={styles.swatch} data-tone={tone} />
      </button>
    </Tooltip>
  )
}
