import { Menu as Base } from '@base-ui/react/menu'
import { Check, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './icon'
import styles from './menu.module.css'
import own from './menu-choice.module.css'

interface Choice<T extends string> {
  value: T
  text: string
  icon?: LucideIcon | ReactNode
}

interface MenuChoiceProps<T extends string> {
  label: string
  value: T
  choices: readonly Choice<T>[]
  onChange: (value: T) => void
}

/** One of a few inside a menu, under a heading; the chosen one has a tick. */
export function MenuChoice<T extends string>({ label, value, choices, onChange }: MenuChoiceProps<T>) {
  return (
    <Base.Group>
      <Base.GroupLabel className={own.label}>{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
        {choices.map((choice) => (
          <Base.RadioItem key={choice.value} value={choice.value} className={styles.item} closeOnClick>
            <span className={own.mark}>
              {isIcon(choice.icon) ? <Icon of={choice.icon} size="sm" /> : choice.icon}
            </span>
            {choice.text}
            <Base.RadioItemIndicator className={styles.end}>
              <Icon of={Check} size="sm" />
            </Base.RadioItemIndicator>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  )
}

function isIcon(icon: LucideIcon | ReactNode): icon is LucideIcon {
  return typeof icon === 'object' && icon !== null && 'render' in icon
}
