import { ChevronDown, CircleAlert, Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, type ReactNode, useId, useState } from 'react'
import { t } from '../i18n'
import { IconButton } from './button'
import { cx } from './cx'
import styles from './field.module.css'
import { Icon } from './icon'

interface Labelled {
  label: string
  hint?: ReactNode
  /** What is wrong and what to do. Replaces the hint. Show it on leaving the field or on sending, not while typing. */
  error?: ReactNode
  /** Stands right of the label, like «Forgot it?». */
  aside?: ReactNode
}

interface FrameProps extends Labelled {
  id: string
  className?: string
  children: (aria: { id: string; 'aria-invalid'?: true; 'aria-describedby'?: string }) => ReactNode
}

/** Label above, hint below, error in place of the hint. */
function Frame({ id, label, hint, error, aside, className, children }: FrameProps) {
  const below = `${id}-below`
  return (
    <div className={cx(styles.field, className)}>
      <div className="row">
        <label htmlFor={id} className={cx(styles.label, 'grow')}>
          {label}
        </label>
        {aside}
      </div>
      {children({
        id,
        ...(error ? { 'aria-invalid': true } : {}),
        ...(error || hint ? { 'aria-describedby': below } : {}),
      })}
      {error ? (
        <p id={below} className={styles.error}>
          <Icon of={CircleAlert} /> <span>{error}</span>
        </p>
      ) : (
        hint && (
          <p id={below} className={styles.hint}>
            {hint}
          </p>
        )
      )}
    </div>
  )
}

type TextProps = Labelled & Omit<ComponentProps<'input'>, 'id'>

export function TextField({ label, hint, error, aside, className, ...input }: TextProps) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} error={error} aside={aside} className={className}>
      {(aria) => <input type="text" className={styles.input} {...aria} {...input} />}
    </Frame>
  )
}

export function PasswordField({ label, hint, error, aside, className, ...input }: TextProps) {
  const id = useId()
  const [shown, setShown] = useState(false)
  return (
    <Frame id={id} label={label} hint={hint} error={error} aside={aside} className={className}>
      {(aria) => (
        <span className={styles.withButton}>
          <input className={styles.input} {...aria} {...input} type={shown ? 'text' : 'password'} />
          <IconButton
            icon={shown ? EyeOff : Eye}
            label={shown ? t('Hide password') : t('Show password')}
            aria-description={label}
            size="sm"
            onClick={() => setShown(!shown)}
          />
        </span>
      )}
    </Frame>
  )
}

type AreaProps = Labelled & Omit<ComponentProps<'textarea'>, 'id'>

export function TextArea({ label, hint, error, aside, className, ...area }: AreaProps) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} error={error} aside={aside} className={className}>
      {(aria) => <textarea className={styles.input} {...aria} {...area} />}
    </Frame>
  )
}

interface Choice {
  value: string
  text: string
}

type SelectProps = Omit<ComponentProps<'select'>, 'id' | 'children'> & { options: readonly Choice[] }

/** The platform's own list: it works with every keyboard, phone and screen reader. Name it with `aria-label`. */
export function Select({ options, className, ...select }: SelectProps & { id?: string }) {
  return (
    <span className={cx(styles.pick, className)}>
      <select className={styles.input} {...select}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
      <Icon of={ChevronDown} size="sm" />
    </span>
  )
}

export function SelectField({ label, hint, error, aside, className, ...select }: Labelled & SelectProps) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} error={error} aside={aside} className={className}>
      {(aria) => <Select {...aria} {...select} />}
    </Frame>
  )
}

type CheckProps = Omit<ComponentProps<'input'>, 'type'> & { hint?: ReactNode; children: ReactNode }

/** A choice that waits for the button of its form. */
export function Check({ hint, children, className, ...input }: CheckProps) {
  return (
    <label className={cx(styles.check, className)}>
      <input type="checkbox" {...input} />
      <span>{children}</span>
      {hint && <span className={styles.hint}>{hint}</span>}
    </label>
  )
}

interface SegmentsProps<T extends string> {
  label: string
  value: T
  options: readonly { value: T; text: string }[]
  onChange: (value: T) => void
}

/** One of up to five short words; one tab stop, arrow keys inside. */
export function Segments<T extends string>({ label, value, options, onChange }: SegmentsProps<T>) {
  const name = useId()
  return (
    <div role="radiogroup" aria-label={label} className={styles.segments}>
      {options.map((option) => (
        <label key={option.value} className={styles.segment}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.text}
        </label>
      ))}
    </div>
  )
}
