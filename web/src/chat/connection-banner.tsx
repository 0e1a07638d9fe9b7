import { useEffect, useState } from 'react'
import { formatDate, plural, rich, t } from '../i18n'
import { Banner, Button } from '../ui'
import { useChat, useConnection } from './context'
import shell from './shell.module.css'

/** Says that there is no connection, and what happens to what one writes. */
export function ConnectionBanner() {
  const chat = useChat()
  const connection = useConnection()
  if (connection.state !== 'apart') return null
  return (
    <div className={shell.banner}>
      <Banner
        action={
          <Button size="sm" onClick={() => chat.socket.retryNow()}>
            {t('Try now')}
          </Button>
        }
      >
        {chat.keptAt !== null && <KeptNote at={chat.keptAt} />}
        {rich(
          '<b>No connection.</b> You can go on writing; messages wait here and are sent in order. {next}',
          { b: (text) => <b>{text}</b>, next: <NextTry at={connection.nextTryAt} /> },
        )}
      </Banner>
    </div>
  )
}

/** Without a connection from the start there is only what was kept. */
function KeptNote({ at }: { at: number }) {
  const time = formatDate(new Date(at), { weekday: 'short', hour: 'numeric', minute: '2-digit' })
  return <>{t('You see what was here on {time}.', { time })} </>
}

/** Counts down, but not for screen readers: they would hear every second. */
function NextTry({ at }: { at: number }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.ceil((at - now) / 1000)
  if (seconds < 2) return <span aria-hidden="true">{t('Trying…')}</span>
  return (
    <span aria-hidden="true">
      {plural(seconds, { one: 'Next try in {n} second.', other: 'Next try in {n} seconds.' })}
    </span>
  )
}
