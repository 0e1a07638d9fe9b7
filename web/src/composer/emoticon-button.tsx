import { Smile } from 'lucide-react'
import { t } from '../i18n'
import { IconButton } from '../ui'
import { later } from '../ui/later'

const EmoticonPicker = later(() => import('./emoticon-picker'))

/** Opens the list of emoticons. */
export function EmoticonButton({ onChoose }: { onChoose: (shortcut: string) => void }) {
  return (
    <EmoticonPicker
      button={(ask) => <IconButton icon={Smile} label={t('Emoticons')} {...ask} />}
      props={{ onChoose }}
    />
  )
}
