import { useCallback, useEffect, useRef, useState } from 'react'
import { sentence } from '../api/errors'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import { Button, Callout, Skeleton } from '../ui'
import { type Bridge, frameId, handOver, judge } from './bridge'
import { openModule } from './calls'
import styles from './extensions.module.css'
import { hostOf } from './host'
import type { Shown } from './model'

interface Props {
  shown: Shown
  /** What the frame is called for screen readers. */
  title: string
  onBridge?: (bridge: Bridge | null) => void
}

interface Ready {
  url: string
  origin: string
  isOurs: boolean
  id: string
}

export const SANDBOX = 'allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads' // not translated: for the browser

/** A page of an add-on, in a frame that cannot reach what is around it. */
export function ModuleFrame({ shown, title, onBridge }: Props) {
  const [ready, setReady] = useState<Ready | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isLoaded, setLoaded] = useState(false)
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each opening and each attempt
  useEffect(() => {
    let isGone = false
    setReady(null)
    setProblem(null)
    setLoaded(false)
    addressOf(shown).then(
      (url) => {
        if (isGone) return
        const judged = judge(url)
        if (judged) setReady({ url, ...judged, id: frameId(shown.addon.key, shown.module.key) })
        else setProblem(t('The address of this page is none of the web, so it is not opened.'))
      },
      (refusal) => isGone || setProblem(sentence(refusal)),
    )
    return () => {
      isGone = true
    }
  }, [shown.id, attempt])
  const bridge = useBridge(shown, ready, onBridge)
  if (problem) {
    return (
      <div className={styles.problem}>
        <Callout kind="red" alert>
          {problem}
        </Callout>
        <Button onClick={() => setAttempt(attempt + 1)}>{t('Try again')}</Button>
      </div>
    )
  }
  return (
    <div className={styles.frameBox} aria-busy={!isLoaded}>
      {!isLoaded && (
        <div className={styles.waiting}>
          <Skeleton lines={4} />
        </div>
      )}
      {ready && (
        <iframe
          key={ready.id}
          ref={bridge}
          className={styles.frame}
          title={title}
          name={handOver(ready.id, {})}
          sandbox={ready.isOurs ? SANDBOX : `${SANDBOX} allow-same-origin`}
          src={ready.url}
          onLoad={() => setLoaded(true)}
        />
      )}
    </div>
  )
}

/** A link's own address is shown as it is; every other one comes signed. */
async function addressOf(shown: Shown): Promise<string> {
  if (shown.address) return shown.address
  return (await openModule(shown, shown.values ?? {})).url
}

/** Connects the frame as long as it stands. A page of our own host has no origin in its sandbox, so it gets no bridge. */
function useBridge(shown: Shown, ready: Ready | null, onBridge: Props['onBridge']) {
  const chat = useChat()
  const host = hostOf(chat)
  // Options of a dialog change while its page stays: that must not connect it anew.
  const now = useRef({ shown, onBridge })
  now.current = { shown, onBridge }
  return useCallback(
    (frame: HTMLIFrameElement | null) => {
      const { shown } = now.current
      if (!frame || !ready || ready.isOurs || shown.address) return
      const bridge = host.connect(shown, frame, ready.id, ready.origin)
      now.current.onBridge?.(bridge)
      return () => {
        host.disconnect(bridge)
        now.current.onBridge?.(null)
      }
    },
    [host, ready],
  )
}
