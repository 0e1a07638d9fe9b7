import { X } from 'lucide-react'
import { useId, useState } from 'react'
import { useChat, usePeople } from '../chat/context'
import { collator, t } from '../i18n'
import { Avatar, Icon, TextField } from '../ui'
import styles from './dialogs.module.css'

const MOST = 5

interface Props {
  privacy: 'public' | 'private'
  chosen: readonly number[]
  onChange: (chosen: readonly number[]) => void
}

/** Who is asked to come from the start: a name is typed, and chosen from what fits. */
export function FirstMembers({ privacy, chosen, onChange }: Props) {
  const { me } = useChat()
  const people = usePeople()
  const [typed, setTyped] = useState('')
  const list = useId()
  const wanted = typed.trim().toLowerCase()
  const fits = wanted
    ? [...people.values()]
        .filter(
          (one) =>
            one.id !== me.id &&
            !one.is_guest &&
            !chosen.includes(one.id) &&
            `${one.name} @${one.mention_name}`.toLowerCase().includes(wanted),
        )
        .sort((a, b) => collator().compare(a.name, b.name))
        .slice(0, MOST)
    : []
  function add(id: number) {
    onChange([...chosen, id])
    setTyped('')
  }
  return (
    <div>
      <TextField
        label={privacy === 'private' ? t('Members (optional)') : t('Invite people (optional)')}
        value={typed}
        autoComplete="off"
        placeholder={t('Type a name')}
        aria-controls={list}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          const first = fits[0]
          if (event.key !== 'Enter' || !wanted) return
          event.preventDefault()
          if (first) add(first.id)
        }}
      />
      <ul id={list} className={styles.fits} aria-label={t('People who fit')}>
        {fits.map((person) => (
          <li key={person.id}>
            <button type="button" className={styles.fit} onClick={() => add(person.id)}>
              <Avatar id={person.id} name={person.name} photo={person.photo_url} size={24} />
              <span className="cut" translate="no">
                {person.name} <span className="quiet small">@{person.mention_name}</span>
              </span>
            </button>
          </li>
        ))}
        {wanted && fits.length === 0 && <li className="small quiet">{t('Nobody with that name.')}</li>}
      </ul>
      {chosen.length > 0 && (
        <ul className={styles.chips} aria-label={privacy === 'private' ? t('Members') : t('Invited')}>
          {chosen.map((id) => {
            const name = people.get(id)?.name ?? ''
            return (
              <li key={id} className={styles.chip} translate="no">
                {name}
                <button
                  type="button"
                  aria-label={t('Leave out {name}', { name })}
                  onClick={() => onChange(chosen.filter((one) => one !== id))}
                >
                  <Icon of={X} size="sm" />
                </button>
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}
