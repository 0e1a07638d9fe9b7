import { Popover } from '@base-ui/react/popover'
import { type ReactElement, useRef, useState } from 'react'
import { t } from '../i18n'
import styles from './emoji.module.css'
import { EmojiPanel } from './emoji-panel'

export interface EmojiPickerProps {
  /** The button that opens it; open from the start, as it is loaded when it is first asked for. */
  button: ReactElement<Record<string, unknown>>
  onChoose: (emoji: string) => void
  onOpenChange?: (isOpen: boolean) => void
}

/** Chooses an emoji or an emoticon: by search, by keys, from what was used last. On the phone a sheet from below. */
export default function EmojiPicker({ button, onChoose, onOpenChange }: EmojiPickerProps) {
  const [isOpen, setOpen] = useState(true)
  const search = useRef<HTMLInputElement>(null)
  const popup = useRef<HTMLDivElement>(null)
  // On a phone the keyboard would come up over what one wants to choose from.
  const start = () => (window.matchMedia('(pointer: fine)').matches ? search : popup).current
  function change(next: boolean) {
    setOpen(next)
    onOpenChange?.(next)
  }
  return (
    <Popover.Root open={isOpen} onOpenChange={change}>
      <Popover.Trigger render={button} />
      <Popover.Portal>
        <Popover.Backdrop className={styles.scrim} />
        <Popover.Positioner side="top" align="start" sideOffset={8} className={styles.place}>
          <Popover.Popup ref={popup} className={styles.popup} aria-label={t('Emoji')} initialFocus={start}>
            <EmojiPanel
              search={search}
              onChoose={(emoji) => {
                change(false)
                onChoose(emoji)
              }}
            />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
