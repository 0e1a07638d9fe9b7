import { Users } from 'lucide-react'
import { findEmoticon } from '../emoticons'
import { t } from '../i18n'
import { Avatar, cx, Icon, RoomBubble } from '../ui'
import { shown } from '../users/model'
import type { Choice } from './completion'
import styles from './composer.module.css'

interface Props {
  id: string
  choices: Choice[]
  chosen: number
  onPoint: (index: number) => void
  onChoose: (choice: Choice) => void
}

/** The list over the composer. The focus stays in the text; the keys of the text move the choice. */
export default function ChoiceList({ id, choices, chosen, onPoint, onChoose }: Props) {
  return (
    <div id={id} role="listbox" aria-label={t('Suggestions')} className={styles.list}>
      {choices.map((choice, i) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text field, which keeps the focus
        <div
          key={choice.text}
          id={`${id}-${i}`}
          role="option"
          tabIndex={-1}
          aria-selected={i === chosen}
          className={styles.option}
          onPointerMove={() => onPoint(i)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(choice)}
        >
          <ChoiceFace choice={choice} />
        </div>
      ))}
    </div>
  )
}

function ChoiceFace({ choice }: { choice: Choice }) {
  switch (choice.kind) {
    case 'person': {
      const { person } = choice
      return (
        <>
          <Avatar
            id={person.id}
            name={person.name}
            photo={person.photo_url}
            size={24}
            presence={shown(person.presence)}
          />
          <span className="cut">{person.name}</span>
          <span className={styles.hint}>{choice.text}</span>
        </>
      )
    }
    case 'everybody':
      return (
        <>
          <span className={styles.sign}>
            <Icon of={Users} />
          </span>
          <span>{choice.text}</span>
          <span className={styles.hint}>
            {choice.text === '@all' ? t('everybody in this room') : t('everybody who is here now')}
          </span>
        </>
      )
    case 'room':
      return (
        <>
          <span className={styles.sign}>
            <RoomBubble isPrivate={choice.room.privacy === 'private'} />
          </span>
          <span className="cut" translate="no">
            {choice.room.name}
          </span>
          <span className={cx(styles.hint, 'cut')}>{choice.room.topic}</span>
        </>
      )
    case 'command':
      return (
        <>
          <span className={styles.command}>{choice.text}</span>
          <span className={cx(styles.hint, 'cut')}>{t(choice.command.hint)}</span>
        </>
      )
    case 'emoji':
      return (
        <>
          <span className={styles.sign} translate="no">
            {choice.text}
          </span>
          <span className="cut">{choice.label}</span>
        </>
      )
    case 'emoticon':
      return (
        <>
          <span className={styles.sign}>
            <img className="emo" src={findEmoticon(choice.text)?.url} alt="" />
          </span>
          <span>{choice.text}</span>
        </>
      )
  }
}
