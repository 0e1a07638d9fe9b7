import { CalendarDays, History, Search, X } from 'lucide-react'
import { t } from '../i18n'
import { RoomFace } from '../rooms/room-face'
import { Icon } from '../ui'
import { PersonFace } from '../users/person-face'
import { type Choice, HAVING_WORDS, OPERATOR_WORDS } from './completion'
import { HAVING_ICONS } from './icons'
import styles from './search.module.css'
import { dayInWords } from './words'

interface Props {
  id: string
  choice: Choice
  isChosen: boolean
  onPoint: () => void
  onChoose: () => void
  onForget: () => void
}

/** A line of the list below the field. The keys are the field's. */
export function ChoiceLine({ id, choice, isChosen, onPoint, onChoose, onForget }: Props) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      className={styles.choice}
      onPointerMove={onPoint}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <Face choice={choice} />
      {choice.kind === 'recent' && (
        <button
          type="button"
          tabIndex={-1}
          className={styles.forget}
          aria-label={t('Forget this search')}
          onClick={(event) => {
            event.stopPropagation()
            onForget()
          }}
        >
          <Icon of={X} size="sm" />
        </button>
      )}
    </div>
  )
}

function Face({ choice }: { choice: Choice }) {
  switch (choice.kind) {
    case 'operator':
      return (
        <>
          <Icon of={Search} size="sm" />
          <span className={styles.operator}>{choice.text}</span>
          <span className={styles.hint}>{t(OPERATOR_WORDS[choice.operator])}</span>
        </>
      )
    case 'person':
      return (
        <>
          <PersonFace person={choice.person} size={20} />
          <span className="cut" translate="no">
            {choice.person.name}
          </span>
          <span className={styles.hint} translate="no">
            @{choice.person.mention_name}
          </span>
        </>
      )
    case 'room':
      return (
        <>
          <RoomFace room={choice.room} />
          <span className="cut" translate="no">
            {choice.room.name}
          </span>
          {choice.room.is_archived && <span className={styles.hint}>{t('archived')}</span>}
        </>
      )
    case 'having':
      return (
        <>
          <Icon of={HAVING_ICONS[choice.having]} size="sm" />
          <span>{t(HAVING_WORDS[choice.having])}</span>
          <span className={styles.hint}>{choice.text}</span>
        </>
      )
    case 'day':
      return (
        <>
          <Icon of={CalendarDays} size="sm" />
          <span>{choice.word ? t(choice.word) : dayInWords(choice.day)}</span>
          <span className={styles.hint}>{dayInWords(choice.day)}</span>
        </>
      )
    case 'recent':
      return (
        <>
          <Icon of={History} size="sm" />
          <span className="grow cut" translate="no">
            {choice.text}
          </span>
        </>
      )
  }
}
