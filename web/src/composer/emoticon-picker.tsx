import { Popover } from '@base-ui/react/popover'
import { Smile } from 'lucide-react'
import { useState } from 'react'
import { useChat } from '../chat/context'
import { EMOTICON_NAMES, FREQUENT_EMOTICONS, findEmoticon, useCustomEmoticons } from '../emoticons'
import { t } from '../i18n'
import { IconButton } from '../ui'
import styles from './composer.module.css'

const OTHERS = EMOTICON_NAMES.filter((name) => !FREQUENT_EMOTICONS.includes(name))

/**
 * All emoticons, the usual ones first; the chosen one goes to the caret. Open from the start: it is loaded
 * when it is first asked for.
 */
export default function EmoticonPicker({ onChoose }: { onChoose: (shortcut: string) => void }) {
  const [isOpen, setOpen] = useState(true)
  const own = [...useCustomEmoticons().keys()]
  const { groupName } = useChat()
  const choose = (shortcut: string) => {
    setOpen(false)
    onChoose(shortcut)
  }
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger render={<IconButton icon={Smile} label={t('Emoticons')} />} />
      <Popover.Portal>
        <Popover.Positioner side="top" align="start" sideOffset={8} className={styles.popoverPlace}>
          <Popover.Popup className={styles.popover} aria-label={t('Emoticons')}>
            <Grid names={FREQUENT_EMOTICONS} onChoose={choose} />
            {own.length > 0 && <Grid title={groupName} names={own} onChoose={choose} />}
            <Grid names={OTHERS} onChoose={choose} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

interface GridProps {
  /** Of a part that needs one. */
  title?: string
  names: readonly string[]
  onChoose: (shortcut: string) => void
}

function Grid({ title, names, onChoose }: GridProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's look
    <div className={styles.grid} role="group" aria-label={title ?? t('Emoticons')}>
      {title && <h2 className={styles.gridTitle}>{title}</h2>}
      {names.map((name) => (
        <button
          key={name}
          type="button"
          aria-label={name}
          title={`(${name})`}
          onClick={() => onChoose(`(${name})`)}
        >
          <img src={findEmoticon(`(${name})`)?.url} alt="" loading="lazy" />
        </button>
      ))}
    </div>
  )
}
