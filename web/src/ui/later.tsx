import {
  type ComponentType,
  type ReactElement,
  type ReactNode,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react'
import { t } from '../i18n'
import { LinkButton } from './button'
import { Lone } from './page'
import { toast } from './toast'
import styles from './waiting.module.css'

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

type Found<P> = ComponentType<P> | 'coming' | 'away'

const AGAIN_MS = 15_000

/** A file that is asked for when a part of it is first drawn; while it cannot be had, again and again by itself. */
function fetched<P>(load: Load<P>) {
  let found: Found<P> = 'coming'
  let isAsked = false
  const places = new Set<() => void>()
  function ask() {
    if (isAsked) return
    isAsked = true
    load().then(({ default: part }) => put(part), wait)
  }
  function put(state: Found<P>) {
    found = state
    for (const tell of places) tell()
  }
  function wait() {
    put('away')
    const timer = setTimeout(again, AGAIN_MS)
    window.addEventListener('online', again, { once: true })
    function again() {
      clearTimeout(timer)
      window.removeEventListener('online', again)
      isAsked = false
      if (places.size > 0) ask()
    }
  }
  function watch(place: () => void) {
    places.add(place)
    ask()
    return () => void places.delete(place)
  }
  return { watch, found: () => found }
}

/**
 * A part of a page that is a file of its own. `instead` stands in its place until it is there, and `away` when it cannot
 * be fetched: nothing is said over what somebody reads, and nothing breaks.
 */
export function laterPart<P extends object>(load: Load<P>, away: ReactNode = null) {
  const file = fetched(load)
  return function Later({ instead, ...props }: P & { instead?: ReactNode }) {
    const found = useSyncExternalStore(file.watch, file.found)
    if (found === 'coming') return instead
    if (found === 'away') return instead ?? away
    const Part = found
    // What is left is what the part asks for; the compiler cannot tell.
    return <Part {...(props as unknown as P)} />
  }
}

/** A part that was asked for: says so in its place when it cannot be fetched. */
export function laterPlace<P extends object>(load: Load<P>) {
  return laterPart(load, <NotHere />)
}

function NotHere() {
  return (
    <p className={styles.away} role="status">
      {t('This is not loaded yet. It comes when the connection is back.')}
    </p>
  )
}

/** A whole page. */
export function laterPage<P extends object>(load: () => Promise<ComponentType<P>>) {
  return laterPart(async () => ({ default: await load() }), <NoPage />)
}

function NoPage() {
  return (
    <Lone>
      <h1>{t('This page is not loaded yet')}</h1>
      <p className="soft">{t('It opens by itself when the connection is back.')}</p>
      <LinkButton href="/">{t('Back to chat')}</LinkButton>
    </Lone>
  )
}
