import { ChevronRight, PanelRight, Plug, RotateCw } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import { cx, Icon, IconButton, Lozenge, type LozengeKind } from '../ui'
import styles from './extensions.module.css'
import { cleanLabel } from './glance-label'
import { hostOf } from './host'
import type { GlanceContent, Icon as IconUrls, Place } from './model'
import { type GlanceOffer, type Offer, useGlances, useLonePanels, useRoomAddons } from './use-addons'

interface Props {
  roomId: number
}

/** What the room's add-ons say now: one line each, at the top of the side panel. */
export function GlanceList({ roomId }: Props) {
  useGlanceQueries(roomId)
  const glances = useGlances(roomId)
  const panels = useLonePanels(roomId)
  if (glances.length === 0 && panels.length === 0) return null
  return (
    <section className={styles.section} aria-label={t('Add-ons')}>
      <ul>
        {glances.map((offer) => (
          <li key={offer.module.full_key}>
            <GlanceLine roomId={roomId} offer={offer} />
          </li>
        ))}
        {panels.map((offer) => (
          <li key={offer.module.full_key}>
            <PanelLine roomId={roomId} offer={offer} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The same in one row below the room's name, while the side panel is closed. */
export function GlanceStrip({ roomId }: Props) {
  useGlanceQueries(roomId)
  const glances = useGlances(roomId)
  if (glances.length === 0) return null
  return (
    <ul className={styles.strip} aria-label={t('Add-ons')}>
      {glances.map((offer) => (
        <li key={offer.module.full_key}>
          <GlanceLine roomId={roomId} offer={offer} isPill />
        </li>
      ))}
    </ul>
  )
}

/** Each glance is asked once, when its room is first shown. */
function useGlanceQueries(roomId: number): void {
  const host = hostOf(useChat())
  const addons = useRoomAddons(roomId)
  useEffect(() => {
    for (const addon of addons) {
      for (const module of addon.modules) {
        if (module.kind === 'glance' && module.has_query) host.askGlanceOnce({ roomId, addon, module })
      }
    }
  }, [host, addons, roomId])
}

function GlanceLine({
  roomId,
  offer,
  isPill = false,
}: {
  roomId: number
  offer: GlanceOffer
  isPill?: boolean
}) {
  const host = hostOf(useChat())
  const { addon, module, glance, canOpen } = offer
  const place: Place = { roomId, addon, module }
  const look = cx(styles.glance, isPill && styles.pill)
  if (glance?.state === 'failed') {
    return (
      <div className={look} title={glance.problem}>
        <Mark icon={module.icon} />
        <span className={styles.label}>
          <span className={styles.faint}>{t('{name}: could not load', { name: module.name })}</span>
        </span>
        <IconButton
          icon={RotateCw}
          size="sm"
          label={t('Try again: {name}', { name: module.name })}
          onClick={() => void host.refreshGlance(place)}
        />
      </div>
    )
  }
  const face = (
    <>
      <Mark icon={module.icon} />
      <span className={styles.label}>
        {glance?.content ? (
          <Label html={glance.content.label.value} />
        ) : (
          <span className={cx(glance?.state === 'loading' && styles.loading)}>{module.name}</span>
        )}
      </span>
      {glance?.content && <Status content={glance.content} />}
    </>
  )
  if (!canOpen) return <div className={look}>{face}</div>
  return (
    <button
      type="button"
      className={look}
      onClick={() => void host.open(roomId, addon, module.target)}
      aria-busy={glance?.state === 'loading'}
      title={`${module.name}, ${addon.name}`}
    >
      {face}
      {!isPill && <Icon of={ChevronRight} size="sm" className={styles.more} />}
    </button>
  )
}

function PanelLine({ roomId, offer: { addon, module } }: { roomId: number; offer: Offer }) {
  const host = hostOf(useChat())
  return (
    <button
      type="button"
      className={styles.glance}
      title={addon.name}
      onClick={() => void host.open(roomId, addon, module.key)}
    >
      {module.icon ? <Mark icon={module.icon} /> : <Icon of={PanelRight} size="sm" />}
      <span className={styles.label}>{module.name}</span>
      <Icon of={ChevronRight} size="sm" className={styles.more} />
    </button>
  )
}

function Label({ html }: { html: string }) {
  const clean = useMemo(() => ({ __html: cleanLabel(html) }), [html])
  // biome-ignore lint/security/noDangerouslySetInnerHtml: one line above nothing but b, strong, em and i was left
  return <span dangerouslySetInnerHTML={clean} />
}

const KINDS: Record<string, LozengeKind> = {
  success: 'success',
  error: 'error',
  current: 'current',
  complete: 'complete',
  moved: 'moved',
  new: 'complete',
}

function Status({ content: { status } }: { content: GlanceContent }) {
  if (!status) return null
  const { type, label, url } = status.value
  if (status.type === 'lozenge') {
    return <Lozenge kind={KINDS[String(type)] ?? 'default'}>{String(label ?? '').slice(0, 20)}</Lozenge>
  }
  return <Mark icon={{ url: String(url ?? ''), url2x: String(status.value['url@2x'] ?? '') }} />
}

/** The add-on's own picture, else the plug of an integration. */
export function Mark({ icon }: { icon: IconUrls | null | undefined }) {
  const [broken, setBroken] = useState<string | null>(null)
  const url = webAddress(icon?.url)
  if (!url || url === broken) return <Icon of={Plug} size="sm" />
  const double = webAddress(icon?.url2x)
  return (
    <img
      className={styles.mark}
      src={url}
      srcSet={double && !double.includes(',') ? `${double} 2x` : undefined}
      alt=""
      width={16}
      height={16}
      referrerPolicy="no-referrer"
      onError={() => setBroken(url)}
    />
  )
}

function webAddress(url: unknown): string | null {
  return typeof url === 'string' && /^https?:\/\/\S+$/i.test(url) ? url : null
}
