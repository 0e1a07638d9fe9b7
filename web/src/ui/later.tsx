import { type ComponentType, type ReactElement, useEffect, useState } from 'react'
import { t } from '../i18n'
import { toast } from './toast'

type Load<P> = () => Promise<{ default: ComponentType<P> }>

/**
 * A part that is a file of its own, null until it is there. What cannot be fetched is said, and asked for anew the next
 * time; `onFailed` takes back the wish.
 */
function useLater<P>(load: Load<P>, isWanted: boolean, onFailed: () => void): ComponentType<P> | null {
  const [part, setPart] = useState<{ draw: ComponentType<P> } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each wish
  useEffect(() => {
    if (!isWanted || part) return
    let isGone = false
    load().then(
      (loaded) => isGone || setPart({ draw: loaded.default }),
      () => {
        if (isGone) return
        toast(t('This could not be loaded. Try again when the connection is back.'))
        onFailed()
      },
    )
    return () => {
      isGone = true
    }
  }, [isWanted])
  return part?.draw ?? null
}

interface Ask {
  'aria-haspopup': 'menu' | 'dialog'
  onClick: () => void
  onPointerEnter: () => void
}

interface Props<P> {
  /** Drawn until the part is there; the same look as the part's own button. */
  button: (ask: Ask) => ReactElement
  /** Asked for by something else than the button, from the start. */
  isWanted?: boolean
  props: P
}

/**
 * A button whose menu or popover is a file of its own, fetched when it is pointed at and shown with the first click. The
 * part must be open from the start.
 */
export function later<P extends object>(load: Load<P>, opens: Ask['aria-haspopup'] = 'menu') {
  return function Later({ button, isWanted: isWantedFirst = false, props }: Props<P>) {
    const [isWanted, setWanted] = useState(isWantedFirst)
    const Part = useLater(load, isWanted, () => setWanted(false))
    if (Part) return <Part {...props} />
    return button({
      'aria-haspopup': opens,
      onClick: () => setWanted(true),
      onPointerEnter: () => void load().catch(() => {}),
    })
  }
}

/** A dialog that is a file of its own; it closes when it cannot be fetched. */
export function laterDialog<P extends { onClose: () => void }>(load: Load<P>) {
  return function Later(props: P) {
    const Part = useLater(load, true, props.onClose)
    return Part && <Part {...props} />
  }
}

/** A part of a page that is a file of its own; its place stays empty when it cannot be fetched. */
export function laterPart<P extends object>(load: Load<P>) {
  return function Later(props: P) {
    const Part = useLater(load, true, () => {})
    return Part && <Part {...props} />
  }
}
