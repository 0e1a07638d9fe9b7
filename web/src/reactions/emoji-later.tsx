import { cloneElement, type ReactElement } from 'react'
import { later } from '../ui/later'

export const LOAD_EMOJI = () => import('../emoji/emoji-picker')

const Picker = later(LOAD_EMOJI, 'dialog')

interface Props {
  button: ReactElement<Record<string, unknown>>
  /** Asked for by a key or a menu, from the start. */
  isWanted?: boolean
  onChoose: (emoji: string) => void
  onOpenChange?: (isOpen: boolean) => void
}

/** A button that opens the choice of emoji, which is fetched when it is first pointed at. */
export function EmojiLater({ button, isWanted = false, onChoose, onOpenChange }: Props) {
  return (
    <Picker
      isWanted={isWanted}
      button={(ask) =>
        cloneElement(button, {
          ...ask,
          onClick: () => {
            onOpenChange?.(true)
            ask.onClick()
          },
        })
      }
      props={{ button, onChoose, ...(onOpenChange ? { onOpenChange } : {}) }}
    />
  )
}
