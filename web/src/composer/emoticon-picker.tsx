import { Popover } from '@base-ui/react/popover'
import { Smile } from 'lucide-react'
import { useState } from 'react'
import { EMOTICON_NAMES, findEmoticon } from '../emoticons'
import { IconButton } from '../ui'
import styles from './composer.module.css'

/** All emoticons; the chosen one goes to the caret. Open from the start: it is loaded when it is first asked for. */
export default function EmoticonPicker({ onChoose }: { onChoose: (shortcut: string) => void }) {
  const [isOpen, setOpen] = useState(true)
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger render={<IconButton icon={Smile} label="Emoticons" />} />
      <Popover.Portal>
        <Popover.Positioner side="top" align="start" sideOffset={8} className={styles.popoverPlace}>
          <Popover.Popup className={styles.popover} aria-label="Emoticons">
            <div className={styles.grid}>
              {EMOTICON_NAMES.map((name) => {
                const found = findEmoticon(`(${name})`)
                return (
                  <button
                    key={name}
                    type="button"
                    aria-label={name}
                    title={`(${name})`}
                    onClick={() => {
                      setOpen(false)
                      onChoose(`(${name})`)
                    }}
                  >
                    <img src={found?.url} alt="" />
                  </button>
                )
              })}
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
