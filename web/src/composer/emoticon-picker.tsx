import { Popover } from '@base-ui/react/popover'
import { Smile } from 'lucide-react'
import { useState } from 'react'
import { EMOTICON_NAMES, FREQUENT_EMOTICONS, findEmoticon } from '../emoticons'
import { IconButton } from '../ui'
import styles from './composer.module.css'

const OTHERS = EMOTICON_NAMES.filter((name) => !FREQUENT_EMOTICONS.includes(name))

/**
 * All emoticons, the usual ones first; the chosen one goes to the caret. Open from the start: it is loaded
 * when it is first asked for.
 */
export default function EmoticonPicker({ onChoose }: { onChoose: (shortcut: string) => void }) {
  const [isOpen, setOpen] = useState(true)
  const choose = (shortcut: string) => {
    setOpen(false)
    onChoose(shortcut)
  }
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger render={<IconButton icon={Smile} label="Emoticons" />} />
      <Popover.Portal>
        <Popover.Positioner side="top" align="start" sideOffset={8} className={styles.popoverPlace}>
          <Popover.Popup className={styles.popover} aria-label="Emoticons">
            <Grid names={FREQUENT_EMOTICONS} onChoose={choose} />
            <Grid names={OTHERS} onChoose={choose} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Grid({ names, onChoose }: { names: readonly string[]; onChoose: (shortcut: string) => void }) {
  return (
    <div className={styles.grid}>
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
