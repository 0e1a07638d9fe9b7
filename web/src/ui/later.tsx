import { type ComponentType, lazy, type ReactElement, Suspense, useState } from 'react'

interface Props<P> {
  /** Drawn until the part is there; the same look as the part's own button. */
  button: (ask: { onClick: () => void; onPointerEnter: () => void }) => ReactElement
  props: P
}

/**
 * A button whose menu or popover is a file of its own, fetched when it is pointed at and shown with the first click. The
 * part must be open from the start.
 */
export function later<P extends object>(load: () => Promise<{ default: ComponentType<P> }>) {
  const Part = lazy(load)
  return function Later({ button, props }: Props<P>) {
    const [isWanted, setWanted] = useState(false)
    const plain = button({
      onClick: () => setWanted(true),
      onPointerEnter: () => void load().catch(() => {}),
    })
    if (!isWanted) return plain
    return (
      <Suspense fallback={plain}>
        <Part {...props} />
      </Suspense>
    )
  }
}
