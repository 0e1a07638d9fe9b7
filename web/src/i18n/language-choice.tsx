import { Languages } from 'lucide-react'
import { usePreferences } from '../notifications/use-preferences'
import { Icon, Select } from '../ui'
import { t } from '.'
import { chooseOnDevice, chosenLanguage, LANGUAGES, useLanguage } from './language'

interface Props {
  onChoose: (code: string) => void
  className?: string
}

/** Each language by the name that its own people have for it. */
function LanguageSelect({ onChoose, className }: Props) {
  useLanguage()
  const languages = Object.entries(LANGUAGES).map(([code, { name }]) => ({ value: code, text: name }))
  return (
    <Select
      aria-label={t('Language')}
      className={className}
      options={[{ value: '', text: t('Like the system') }, ...languages]}
      value={chosenLanguage()}
      onChange={(event) => onChoose(event.target.value)}
    />
  )
}

/** For those who are not signed in: it holds for this browser. */
export function DeviceLanguage({ className }: { className?: string }) {
  return (
    <div className={className}>
      <Icon of={Languages} />
      <span className="grow" aria-hidden="true">
        {t('Language')}
      </span>
      <LanguageSelect onChoose={(code) => void chooseOnDevice(code)} />
    </div>
  )
}

/** For the account: it holds in every browser of the person. */
export function AccountLanguage() {
  const { change } = usePreferences()
  return (
    <LanguageSelect
      onChoose={(code) => {
        void chooseOnDevice(code)
        change({ language: code })
      }}
    />
  )
}
