import { useQuery } from '@tanstack/react-query'
import { BookOpen, KeyRound, LayoutTemplate, Upload } from 'lucide-react'
import { useState } from 'react'
import { getStart } from '../api/calls'
import { msg, t } from '../i18n'
import { CodeBox } from '../integrations/code-box'
import { Button, Callout, Page, PageHead, Segments, useTitle } from '../ui'
import { CardForm } from './card-form'
import styles from './cards.module.css'
import { bodyOf, type CardStyle, type Draft, sample } from './draft'
import { faultsOf, plainBecause } from './faults'
import { PasteJson } from './paste-json'
import { Preview } from './preview'
import { curlText, jsonText } from './request'
import { SendCard } from './send-card'

const LINKS = [
  { href: '/docs', icon: BookOpen, text: msg('API reference') },
  { href: '/cards', icon: LayoutTemplate, text: msg('Card builder') },
  { href: '/account/api', icon: KeyRound, text: msg('API tokens') },
]

/** `/cards`: put a card together, see it, copy it. */
export function CardBuilder() {
  useTitle(t('Card builder'))
  const origin = window.location.origin
  const [draft, setDraft] = useState<Draft>(() => sample('application', origin))
  const [isPasting, setPasting] = useState(false)
  const [theme, setTheme] = useState<'light' | 'dark'>('light')
  const [form, setForm] = useState<'json' | 'curl'>('json')
  const start = useQuery({ queryKey: ['rooms-to-try'], queryFn: ({ signal }) => getStart(signal) })
  const rooms = (start.data?.rooms ?? []).filter((room) => room.can_post)
  const [roomId, setRoomId] = useState<number | null>(null)
  const room = rooms.find((one) => one.id === roomId) ?? rooms[0] ?? null
  const body = bodyOf(draft)
  const faults = Object.values(faultsOf(draft))
  const plain = plainBecause(draft)

  /** Somebody who only looks around sees an example of each style; what was typed is kept. */
  function choose(style: CardStyle) {
    const isUntouched = jsonText(draft) === jsonText(sample(draft.style, origin))
    setDraft(isUntouched ? sample(style, origin) : { ...draft, style })
  }

  return (
    <Page section={t('Build')} links={LINKS} isWide>
      <PageHead
        title={t('Card builder')}
        actions={
          <Button icon={Upload} onClick={() => setPasting(true)}>
            {t('Paste JSON')}
          </Button>
        }
      >
        {t('Put a notification together, see it, copy it.')}
      </PageHead>
      <div className={styles.split}>
        <CardForm
          draft={draft}
          onChange={(next) => setDraft((before) => ({ ...before, ...next }))}
          onStyle={choose}
        />
        <div className={styles.aside}>
          <div className={styles.head}>
            <h2>{t('Preview')}</h2>
            <Segments
              label={t('Theme of the preview')}
              value={theme}
              options={[
                { value: 'light', text: t('Light') },
                { value: 'dark', text: t('Dark') },
              ]}
              onChange={setTheme}
            />
          </div>
          <Preview draft={draft} theme={theme} />
          {faults.length > 0 ? (
            <Callout kind="red" className={styles.said}>
              <p>{t('The server would refuse it:')}</p>
              <ul>
                {faults.map((fault) => (
                  <li key={fault}>{fault}</li>
                ))}
              </ul>
            </Callout>
          ) : (
            plain && (
              <Callout kind="yellow" className={styles.said}>
                {t('People see the message in its place. {plain}', { plain })}
              </Callout>
            )
          )}
          <div className={styles.head}>
            <h2>{t('Request')}</h2>
            <Segments
              label={t('Form of the request')}
              value={form}
              options={[
                { value: 'json', text: 'JSON' },
                { value: 'curl', text: 'curl' },
              ]}
              onChange={setForm}
            />
          </div>
          <CodeBox
            label={form === 'json' ? t('The request as JSON') : t('The request for curl')}
            text={form === 'json' ? jsonText(body) : curlText(origin, room?.name ?? t('Lobby'), body)}
          />
          <SendCard body={body} isRight={faults.length === 0} rooms={rooms} room={room} onRoom={setRoomId} />
        </div>
      </div>
      {isPasting && (
        <PasteJson
          onClose={() => setPasting(false)}
          onRead={(read) => {
            setDraft(read)
            setPasting(false)
          }}
        />
      )}
    </Page>
  )
}
