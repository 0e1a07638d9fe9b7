import { useEffect } from 'react'
import { t } from '../i18n'
import styles from './toast.module.css'

const SHOWN_MS = 6_000

export interface Told {
  text: string
  undo: (() => void) | undefined
}

/** A toast without the part that draws toasts, which is not there when the connection went before it was fetched. */
export function PlainToast({ told, onEnd }: { told: Told; onEnd: () => void }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each thing said
  useEffect(() => {
    const timer = setTimeout(onEnd, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [told])
  function takeBack() {
    told.undo?.()
    onEnd()
  }
  return (
    <div className={styles.place}>
      <div className={styles.toast} role="status">
        <div className="grow">{told.text}</div>
        {told.undo && (
          <button type="button" onClick={takeBack}>
            {t('Undo')}
          </button>
        )}
      </div>
    </div>
  )
}
