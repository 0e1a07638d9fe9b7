import { t } from '../i18n'
import { scopeInWords } from '../scopes'
import { Icon, ScopeName } from '../ui'
import type { ScopeOut } from './calls'
import styles from './integrations.module.css'
import { AS_ADDON } from './words'

/** What it will be able to do: in words, then the name. */
export function ScopeList({ scopes }: { scopes: readonly ScopeOut[] }) {
  return (
    <ul className={styles.scopes}>
      {scopes.map((scope) => {
        const words = scopeInWords(scope)
        const [can, hint] = AS_ADDON[scope.id]?.map((one) => t(one)) ?? [words.can, words.hint]
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
