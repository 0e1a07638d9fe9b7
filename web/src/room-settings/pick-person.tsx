import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { sentence } from '../api/errors'
import { type Message, t } from '../i18n'
import { useLaterText } from '../lobby/use-later-text'
import { listPeople } from '../profile/calls'
import { Button, Callout, Dialog, Loaded, TextField } from '../ui'
import { PersonChoice } from '../users/person-choice'
import styles from './room-settings.module.css'

const MOST = 50

interface Props {
  title: string
  action: Message
  /** What stands on the button of somebody who was picked. */
  done: Message
  without: ReadonlySet<number>
  pick: (id: number) => Promise<void>
  onClose: () => void
}

/** People of the team to choose from, one after another. */
export function PickPerson({ title, action, done, without, pick, onClose }: Props) {
  const [typed, setTyped] = useState('')
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set())
  const [error, setError] = useState<string | null>(null)
  const q = useLaterText(typed.trim())
  const found = useQuery({
    queryKey: ['people-to-pick', q],
    queryFn: ({ signal }) => listPeople({ q, sort: 'name', 'start-index': 0, 'max-results': MOST }, signal),
    placeholderData: keepPreviousData,
  })
  async function choose(id: number) {
    setError(null)
    try {
      await pick(id)
      setPicked((before) => new Set([...before, id]))
    } catch (refusal) {
      setError(sentence(refusal))
    }
  }
  return (
    <Dialog open onClose={onClose} title={title} foot={<Button onClick={onClose}>{t('Done')}</Button>}>
      {error && (
        <Callout kind="red" alert>
          {error}
        </Callout>
      )}
      <TextField
        label={t('Find somebody')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Loaded query={found} lines={4}>
        {({ items }) => {
          const rest = items.filter((one) => picked.has(one.id) || !without.has(one.id))
          return (
            <ul className={styles.people}>
              {rest.map((person) => (
                <li key={person.id} className={styles.choice}>
                  <PersonChoice
                    person={person}
                    isDone={picked.has(person.id)}
                    onChoose={(id) => void choose(id)}
                  >
                    {t(picked.has(person.id) ? done : action)}
                  </PersonChoice>
                </li>
              ))}
              {rest.length === 0 && (
                <li className="quiet">{q ? t('Nobody with that name.') : t('Everybody is in already.')}</li>
              )}
            </ul>
          )
        }}
      </Loaded>
    </Dialog>
  )
}
