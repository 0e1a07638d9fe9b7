import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronRight, RefreshCw } from 'lucide-react'
import { useId, useState } from 'react'
import { formatDate, t } from '../i18n'
import { Button, Icon, Loaded, Lozenge, Refused, toast } from '../ui'
import { sayPast } from '../ui/times'
import { type Delivery, type FullDelivery, getDelivery, resendDelivery } from './calls'
import { CodeBox } from './code-box'
import styles from './integrations.module.css'
import { aboutDelivery, isGood, pretty, resultOf, STATES, tookInWords } from './words'

/** One delivery: what came of it, and when opened, what was sent and each try. */
export function DeliveryRow({ delivery, onResent }: { delivery: Delivery; onResent: () => void }) {
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const { mood, word: message } = STATES[delivery.state]
  const word = t(message)
  const result = delivery.last ? resultOf(delivery.last) : word
  return (
    <li className={styles.delivery}>
      <button
        type="button"
        className={styles.deliveryHead}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon of={isOpen ? ChevronDown : ChevronRight} size="sm" />
        <Lozenge kind={mood}>{word}</Lozenge>
        {result !== word && <span className={styles.deliveryWhy}>{result}</span>}
        <time dateTime={delivery.created}>{sayPast(new Date(delivery.created))}</time>
        <span className={styles.deliveryAbout}>{aboutDelivery(delivery)}</span>
      </button>
      <div id={id} hidden={!isOpen}>
        {isOpen && <Opened delivery={delivery} onResent={onResent} />}
      </div>
    </li>
  )
}

function Opened({ delivery, onResent }: { delivery: Delivery; onResent: () => void }) {
  const full = useQuery({
    // Changes with each try, so that what is open follows.
    queryKey: ['delivery', delivery.id, delivery.state, delivery.attempts],
    queryFn: ({ signal }) => getDelivery(delivery.id, signal),
    placeholderData: keepPreviousData,
  })
  const resend = useMutation({
    mutationFn: () => resendDelivery(delivery.id),
    onSuccess: () => {
      toast(t('It is sent again, under the same id.'))
      onResent()
    },
  })
  return (
    <div className={styles.opened}>
      <div className={styles.bar}>
        <span className={styles.deliveryId}>{delivery.delivery_id}</span>
        <span className="grow" />
        <Button
          size="sm"
          icon={RefreshCw}
          onClick={() => resend.mutate()}
          working={resend.isPending && t('Sending…')}
        >
          {t('Resend')}
        </Button>
      </div>
      <Refused asked={resend} className={styles.warning} />
      <Loaded query={full} lines={5}>
        {(found) => (
          <>
            <Tries delivery={found} />
            <h3 className={styles.label}>{t('Sent')}</h3>
            <CodeBox label={t('Request')} text={requestText(found)} copied={pretty(found.request.body)} />
          </>
        )}
      </Loaded>
    </div>
  )
}

/** Newest first: what it answers now is what matters. */
function Tries({ delivery }: { delivery: FullDelivery }) {
  const tries = delivery.tries.toReversed()
  if (delivery.tries.length === 0) return <p className="soft">{t('No try was made yet.')}</p>
  return (
    <ol className={styles.tries} aria-label={t('Tries')}>
      {tries.map((attempt, i) => (
        <li key={attempt.at}>
          <Lozenge kind={isGood(attempt) ? 'success' : 'error'}>{resultOf(attempt)}</Lozenge>
          <time dateTime={attempt.at}>{formatDate(new Date(attempt.at), { timeStyle: 'medium' })}</time>
          <span className="quiet">{tookInWords(attempt.took_ms)}</span>
          {attempt.status !== null && attempt.error && <span className={styles.reason}>{attempt.error}</span>}
          {attempt.answer && attempt.answer === tries[i - 1]?.answer ? (
            <span className="quiet">{t('with the same answer')}</span>
          ) : (
            attempt.answer && <pre className={styles.answer}>{attempt.answer}</pre>
          )}
        </li>
      ))}
    </ol>
  )
}

function requestText({ request }: FullDelivery): string {
  const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`)
  return `${request.method} ${request.url}\n${headers.join('\n')}\n\n${pretty(request.body)}`
}
