import { Plus } from 'lucide-react'
import { useRef } from 'react'
import { useHasInputActions } from '../extensions/on-screen'
import { t } from '../i18n'
import { type ChatKey, idOf } from '../messages/model'
import { IconButton } from '../ui'
import { later } from '../ui/later'

const InputMenu = later(() => import('../extensions/input-menu'))

interface Props {
  chatKey: ChatKey
  onFiles: (files: File[]) => void
}

/** Opens the machine's own dialog to choose files; a menu where add-ons have more to offer. */
export function AttachButton({ chatKey, onFiles }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const attach = () => input.current?.click()
  return (
    <>
      {useHasInputActions(chatKey) ? (
        <InputMenu
          button={(ask) => <IconButton icon={Plus} label={t('Attach a file or use an add-on')} {...ask} />}
          props={{ roomId: idOf(chatKey), onAttach: attach }}
        />
      ) : (
        <IconButton icon={Plus} label={t('Attach a file')} onClick={attach} />
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          // The same file can be chosen again.
          event.target.value = ''
        }}
      />
    </>
  )
}
