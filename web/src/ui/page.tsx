import { ArrowLeft, type LucideIcon } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { Link, useLocation } from 'wouter'
import { type Message, t } from '../i18n'
import { useArrival } from './arrival'
import { Brand, Glyph } from './brand'
import { cx } from './cx'
import { Icon } from './icon'
import styles from './page.module.css'

interface PageLink {
  href: string
  icon: LucideIcon
  text: Message
}

interface PageProps {
  /** The group of pages this one belongs to: heading of the links, and the title bar on the phone. */
  section: string
  links?: readonly PageLink[]
  /** Stands in place of `links`. */
  nav?: ReactNode
  back?: Omit<PageLink, 'text'> & { text: string }
  /** Where the arrow of the phone leads, when not `back`: there the list of pages is a page of its own. */
  phoneBack?: { href: string; text: string } | undefined
  isWide?: boolean
  children: ReactNode
}

const toChat = () => ({ href: '/', icon: ArrowLeft, text: t('Back to chat') })

/** A settings page: links on the desk, content on the sheet. */
export function Page({ section, links, nav, back = toChat(), phoneBack, isWide, children }: PageProps) {
  const up = phoneBack ?? back
  return (
    <div className={styles.page}>
      <nav className={styles.nav} aria-label={section}>
        <Link href="/" aria-label={t('Chinwag, back to chat')}>
          <Brand />
        </Link>
        <Link href={back.href} className={styles.link}>
          <Icon of={back.icon} />
          <span className="cut">{back.text}</span>
        </Link>
        {nav ?? <h2>{section}</h2>}
        {links && (
          <ul>
            {links.map((link) => (
              <li key={link.href}>
                <NavLink href={link.href}>
                  <Icon of={link.icon} />
                  <span className="cut">{t(link.text)}</span>
                </NavLink>
              </li>
            ))}
          </ul>
        )}
      </nav>
      <main className={styles.main}>
        <div className={styles.top}>
          <Link href={up.href} aria-label={up.text}>
            <Icon of={ArrowLeft} />
          </Link>
          <span className="cut">{section}</span>
        </div>
        <div className={cx(styles.in, isWide && styles.inWide)}>{children}</div>
      </main>
    </div>
  )
}

/** A line in the list of pages; knows when it is the one that is shown. */
export function NavLink({ href, children }: { href: string; children: ReactNode }) {
  const [here] = useLocation()
  // What is below a page of one thing belongs to it: one webhook among the integrations of a room.
  const isAbove = /\/\d+$/.test(href) && here.startsWith(`${href}/`)
  return (
    <Link
      href={href}
      className={styles.link}
      aria-current={href === here ? 'page' : isAbove ? 'true' : undefined}
    >
      {children}
    </Link>
  )
}

interface PageHeadProps {
  title: string
  crumbs?: ReactNode
  actions?: ReactNode
  children?: ReactNode
}

export function PageHead({ title, crumbs, actions, children }: PageHeadProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useArrival(heading)
  return (
    <div className={styles.head}>
      <div>
        {crumbs && <div className={styles.crumbs}>{crumbs}</div>}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children && <p>{children}</p>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}

/** A titled part of a page. */
export function Block({ title, lede, children }: { title: string; lede?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.block}>
      <h2>{title}</h2>
      {lede && <p className={styles.lede}>{lede}</p>}
      {children}
    </section>
  )
}

/** A raised sheet with room inside. */
export function Pane({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cx(styles.pane, className)}>{children}</div>
}

/** Two columns that become one on the phone. */
export function Columns({ children }: { children: ReactNode }) {
  return <div className={styles.cols}>{children}</div>
}

/** The foot of a pane: a remark left, actions right. */
export function PaneFoot({ children }: { children: ReactNode }) {
  return <div className={styles.foot}>{children}</div>
}

/** One box on the desk, with the glyph large in the corner: sign in, set up, consent, not found. */
export function Lone({
  wide,
  brand = true,
  children,
}: {
  wide?: boolean
  brand?: boolean
  children: ReactNode
}) {
  return (
    <div className={styles.lone}>
      <Glyph className={styles.backdrop} />
      <main className={cx(styles.box, wide && styles.wide)}>
        {brand && (
          <div className={styles.brand}>
            <Brand large />
          </div>
        )}
        {children}
      </main>
    </div>
  )
}
