import { t } from '../i18n'
import { Segments } from '../ui'
import { TABS, type Tab } from './model'
import { TAB_WORDS } from './words'

/** What is sought. */
export function TabList({ tab, onChange }: { tab: Tab; onChange: (tab: Tab) => void }) {
  return (
    <Segments
      label={t('What to search')}
      value={tab}
      options={TABS.map((one) => ({ value: one, text: t(TAB_WORDS[one]) }))}
      onChange={onChange}
    />
  )
}
