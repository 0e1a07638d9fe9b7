import { ChevronRight } from 'lucide-react'
import { Link } from 'wouter'
import { t } from '../i18n'
import { useSession } from '../session/session'
import { Icon, PageHead, useTitle } from '../ui'
import styles from './admin.module.css'
import { AdminPage } from './admin-page'
import { SECTIONS } from './sections'

/** `/admin`: all pages of administrators with what they are for; on the phone this is their menu. */
export function AdminOverview() {
  useTitle(t('Your team'))
  const group = useSession().data?.group?.name ?? ''
  return (
    <AdminPage isList>
      <PageHead title={t('Your team')}>{t('What only administrators of {group} see.', { group })}</PageHead>
      {SECTIONS.map(({ title, pages }) => (
        <section key={pages[0]?.href} className={styles.section} aria-label={title ? t(title) : group}>
          {title && <h2>{t(title)}</h2>}
          <ul className={styles.doors}>
            {pages.map((page) => (
              <li key={page.href}>
                <Link href={page.href} className={styles.door}>
                  <Icon of={page.icon} />
                  <span className="grow">
                    <span className={styles.doorName}>{t(page.text)}</span>
                    <span className={styles.doorHint}>{t(page.hint)}</span>
                  </span>
                  <Icon of={ChevronRight} size="sm" className="mirrors" />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </AdminPage>
  )
}
