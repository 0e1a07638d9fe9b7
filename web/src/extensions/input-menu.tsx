import { Paperclip, Plus } from 'lucide-react'
import { t } from '../i18n'
import { IconButton, Menu, MenuItem, MenuLine } from '../ui'
import { InputActions } from './message-actions'

/** The composer's «+» in a room whose add-ons offer something there. */
export default function InputMenu({ roomId, onAttach }: { roomId: number; onAttach: () => void }) {
  return (
    <Menu
      defaultOpen
      side="top"
      align="start"
      button={<IconButton icon={Plus} label={t('Attach a file or use an add-on')} />}
    >
      <MenuItem icon={Paperclip} onSelect={onAttach}>
        {t('Attach a file')}
      </MenuItem>
      <MenuLine />
      <InputActions roomId={roomId} />
    </Menu>
  )
}
