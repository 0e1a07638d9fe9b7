import { ArrowDownAZ, CheckCheck, EllipsisVertical, MessageSquareDot, TrendingUp } from 'lucide-react'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import { IconButton, Menu, MenuItem, MenuLine } from '../ui'
import { MenuChoice } from '../ui/menu-choice'
import { setOrder } from './choosing'

/** How the list is ordered, and what concerns all of it. */
export default function ListMenu() {
  const chat = useChat()
  const order = useStore(chat.preferences.store, ({ preferences }) => preferences.room_order)
  return (
    <Menu
      defaultOpen
      align="start"
      button={<IconButton icon={EllipsisVertical} size="sm" label={t('Order of the list')} />}
    >
      <MenuChoice
        label={t('Order')}
        value={order}
        choices={[
          { value: 'name', text: t('By name'), icon: ArrowDownAZ },
          { value: 'unread', text: t('Unread first'), icon: MessageSquareDot },
          { value: 'recent', text: t('By activity'), icon: TrendingUp },
        ]}
        onChange={(next) => setOrder(chat, next)}
      />
      <MenuLine />
      <MenuItem icon={CheckCheck} onSelect={() => chat.unread.readAll()}>
        {t('Mark everything as read')}
      </MenuItem>
    </Menu>
  )
}
