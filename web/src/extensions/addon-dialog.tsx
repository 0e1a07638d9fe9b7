import { Dialog as Base } from '@base-ui/react/dialog'
import { TriangleAlert, X } from 'lucide-react'
import { type CSSProperties, useEffect, useRef, useState } from 'react'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import { Button, cx, Icon, IconButton, useQuietBehind } from '../ui'
import type { Bridge } from './bridge'
import { type DialogButton, dialogLook } from './dialog-look'
import styles from './extensions.module.css'
import type { Shown } from './model'
import { ModuleFrame } from './module-frame'

const FILTER_MS = 250

/** A page of an add-on over the chat. Its buttons are the chat's, what they do is the page's. */
export default function AddonDialog({ shown }: { shown: Shown }) {
  const { addons } = useChat()
  const bridge = useRef<Bridge | null>(null)
  const popup = useRef<HTMLDivElement>(null)
  const look = dialogLook(shown)
  useQuietBehind()
  const close = () => addons.closeDialog()
  /** The page decides whether it closes; one that does not listen is closed. */
  function press({ key }: DialogButton): void {
    const page = bridge.current
    if (!page?.hears('dialog-button-click')) {
      close()
      return
    }
    page.tell('dialog-button-click', { action: key }, ([mayClose]) => {
      if (mayClose === true && addons.store.getState().dialog?.id === shown.id) close()
    })
  }
  const { size } = look
  const isNamed = typeof size === 'string'
  const own = isNamed ? {} : { '--dialog-width': size.width, '--dialog-height': size.height }
  return (
    <Base.Root open onOpenChange={(isOpen) => isOpen || close()} disablePointerDismissal>
      <Base.Portal>
        <Base.Backdrop className={styles.scrim} />
        <Base.Popup
          ref={popup}
          className={cx(styles.dialog, isNamed && styles[size], look.isWarning && styles.warning)}
          style={own as CSSProperties}
          initialFocus={() => popup.current?.querySelector('input') ?? true}
        >
          <header className={styles.dialogHead}>
            {look.isWarning && (
              <Icon of={TriangleAlert} label={t('Warning')} className={styles.warningMark} />
            )}
            <Base.Title className={cx(styles.title, 'cut')}>{look.title}</Base.Title>
            {look.filter && (
              <Filter
                placeholder={look.filter.placeholder}
                onChange={(value) => bridge.current?.tell('dialog-filter-changed', { value })}
              />
            )}
            <IconButton icon={X} label={t('Close')} onClick={close} />
          </header>
          <ModuleFrame
            key={shown.id}
            shown={shown}
            title={t('{title}, page of {name}', { title: look.title, name: shown.addon.name })}
            onBridge={(found) => {
              bridge.current = found
            }}
          />
          <Foot look={look} onPress={press} onClose={close} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

interface FootProps {
  look: ReturnType<typeof dialogLook>
  onPress: (button: DialogButton) => void
  onClose: () => void
}

function Foot({ look: { hint, primary, secondary, isWarning }, onPress, onClose }: FootProps) {
  if (!hint && !primary && secondary?.length === 0) return null
  return (
    <footer className={styles.dialogFoot}>
      <span className={styles.hint}>{hint}</span>
      {secondary === null ? (
        <Button look="plain" onClick={onClose}>
          {t('Close')}
        </Button>
      ) : (
        secondary.map((button) => (
          <Button
            key={`${button.key} ${button.name}`}
            look="plain"
            disabled={!button.isEnabled}
            onClick={() => onPress(button)}
          >
            {button.name}
          </Button>
        ))
      )}
      {primary && (
        <Button
          look={isWarning ? 'stop' : 'go'}
          disabled={!primary.isEnabled}
          onClick={() => onPress(primary)}
        >
          {primary.name}
        </Button>
      )}
    </footer>
  )
}

function Filter({ placeholder, onChange }: { placeholder: string; onChange: (value: string) => void }) {
  const [value, setValue] = useState('')
  const told = useRef('')
  const tell = useRef(onChange)
  tell.current = onChange
  useEffect(() => {
    const timer = setTimeout(() => {
      if (told.current === value) return
      told.current = value
      tell.current(value)
    }, FILTER_MS)
    return () => clearTimeout(timer)
  }, [value])
  return (
    <input
      className={styles.filter}
      type="search"
      value={value}
      placeholder={placeholder || t('Filter')}
      aria-label={placeholder || t('Filter')}
      onChange={(event) => setValue(event.target.value)}
    />
  )
}
