import { ArrowLeft, X } from 'lucide-react'
import { useEffect } from 'react'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import { IconButton, Lozenge } from '../ui'
import styles from './extensions.module.css'
import { Mark } from './glances'
import type { Shown } from './model'
import { ModuleFrame } from './module-frame'

interface Props {
  shown: Shown
  /** The panel lies over the conversation: Esc closes it. */
  onClose: () => void
}

/** A page of an add-on in the side panel, instead of what is there otherwise. */
export default function AddonPanel({ shown, onClose }: Props) {
  const { addons } = useChat()
  const name = shown.module.name || shown.addon.name
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || addons.store.getState().dialog) return
      if (!(event.target as Element | null)?.closest?.('[data-region="panel"]')) return
      event.preventDefault()
      addons.closePanel()
    }
    window.addEventListener('keydown', close)
    return () => window.removeEventListener('keydown', close)
  }, [addons])
  return (
    <aside
      className={styles.panel}
      aria-label={t('{name}, add-on', { name })}
      data-region="panel"
      tabIndex={-1}
    >
      <header className={styles.panelHead}>
        <IconButton
          icon={ArrowLeft}
          size="sm"
          label={t("Back to the room's panel")}
          onClick={() => addons.closePanel()}
        />
        {shown.module.icon && <Mark icon={shown.module.icon} />}
        <h2 className="cut" title={shown.addon.name}>
          {name}
        </h2>
        <Lozenge>{t('Add-on')}</Lozenge>
        <IconButton icon={X} size="sm" label={t('Close side panel')} onClick={onClose} />
      </header>
      <ModuleFrame
        key={shown.id}
        shown={shown}
        title={t('{title}, page of {name}', { title: name, name: shown.addon.name })}
      />
    </aside>
  )
}
