import { scopeInWords } from '../scopes'
import { Icon, ScopeName } from '../ui'
import type { ScopeOut } from './calls'
import styles from './integrations.module.css'

/** The words of an add-on's permissions: it acts for itself, not as the person who installs it. */
const AS_ADDON: Record<string, [can: string, hint: string]> = {
  view_messages: ['Read messages', 'Everything that is written in the rooms it is installed for.'],
  send_message: ['Write messages', 'Messages under its own name.'],
  admin_room: ['Administer rooms', 'Topics, members and webhooks.'],
}

/** What it will be able to do: in words, then the name. */
export function ScopeList({ scopes }: { scopes: readonly ScopeOut[] }) {
  return (
    <ul className={styles.scopes}>
      {scopes.map((scope) => {
        const words = scopeInWords(scope)
        const [can, hint] = AS_ADDON[scope.id] ?? [words.can, words.hint]
        return (
          <li key={scope.id}>
            <Icon of={words.icon} />
            <span>{can}</span>
            <span className={styles.hint}>
              {hint} <ScopeName>{scope.id}</ScopeName>
            </span>
          </li>
        )
      })}
    </ul>
  )
}
