import { type PointerEvent, useCallback, useId, useState } from 'react'
import { formatNumber, t } from '../i18n'
import { cx } from '../ui'
import styles from './plot.module.css'
import {
  FRAME,
  type Frame,
  indexAt,
  labelled,
  linePlaces,
  niceTop,
  pathOf,
  ticksOf,
  xOf,
  yOf,
} from './plot-scale'

export interface Point {
  /** As it stands below the axis, if there is room. */
  label: string
  /** In full, for the value under the pointer and the table. */
  name: string
  value: number
}

interface Props {
  title: string
  /** The heading of the values in the table, and the word behind the value under the pointer. */
  unit: string
  kind: 'area' | 'columns'
  points: readonly Point[]
  /** The first of so many has its label below; without it as many as fit, the last one among them. */
  every?: number
  /** What the picture shows, in a sentence. */
  finding: string
}

/** One series as a picture with its value under the pointer or the arrow keys; the same figures as a table for screen readers. */
export function Plot({ title, unit, kind, points, every, finding }: Props) {
  const [at, setAt] = useState<number | null>(null)
  const [isTable, setTable] = useState(false)
  const heading = useId()
  const top = niceTop(Math.max(...points.map((point) => point.value), 0))
  const isLine = kind === 'area'
  const { frame, place } = useFrame(formatNumber(top))
  const shown = at === null ? null : points[at]

  const follow = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    setAt(indexAt((event.clientX - box.left) / box.width, points.length, isLine, frame))
  }
  const Series = isLine ? Area : Bars
  const step = (by: number) =>
    setAt((now) => Math.min(points.length - 1, Math.max(0, (now ?? points.length) + by)))

  return (
    <section className={styles.pane} aria-labelledby={heading}>
      <div className={styles.head}>
        <h2 id={heading}>{title}</h2>
        <span className={styles.value} aria-live="polite">
          {shown && `${shown.name}: ${formatNumber(shown.value)}`}
        </span>
        <button
          type="button"
          className={styles.toggle}
          aria-pressed={isTable}
          onClick={() => setTable(!isTable)}
        >
          {isTable ? t('As a picture') : t('As a table')}
        </button>
      </div>
      {isTable ? (
        <div className={styles.scroll}>
          <Figures title={title} unit={unit} points={points} />
        </div>
      ) : (
        <>
          <svg
            ref={place}
            className={styles.plot}
            viewBox={`0 0 ${frame.width} ${frame.height}`}
            role="img"
            aria-label={`${title}. ${finding}`}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move through the values
            tabIndex={0}
            onPointerMove={follow}
            onPointerDown={follow}
            onPointerLeave={() => setAt(null)}
            onBlur={() => setAt(null)}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
              event.preventDefault()
              step(event.key === 'ArrowLeft' ? -1 : 1)
            }}
          >
            <Axis top={top} frame={frame} />
            <Series points={points} top={top} at={at} frame={frame} />
            <Labels points={points} isLine={isLine} every={every} frame={frame} />
          </svg>
          <div className="hush">
            <Figures title={title} unit={unit} points={points} />
          </div>
        </>
      )}
    </section>
  )
}

/** Pixels, with the air around it. */
const WIDEST_LABEL = 85
const EACH_SIGN = 7.5

/** As wide as its place, so that words and lines are as large on every page; left of the plot its largest figure fits. */
function useFrame(largest: string): {
  frame: Frame
  place: (drawn: SVGSVGElement | null) => (() => void) | undefined
} {
  const [width, setWidth] = useState(FRAME.width)
  const place = useCallback((drawn: SVGSVGElement | null) => {
    if (!drawn) return
    const resized = new ResizeObserver(() => drawn.clientWidth > 0 && setWidth(drawn.clientWidth))
    resized.observe(drawn)
    return () => resized.disconnect()
  }, [])
  return { frame: { ...FRAME, width, left: Math.ceil(largest.length * EACH_SIGN) + 12 }, place }
}

function Figures({ title, unit, points }: { title: string; unit: string; points: readonly Point[] }) {
  return (
    <table className={styles.figures} aria-label={title}>
      <thead>
        <tr>
          <th scope="col">{t('When')}</th>
          <th scope="col">{unit}</th>
        </tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <tr key={point.name}>
            <td>{point.name}</td>
            <td>{formatNumber(point.value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Axis({ top, frame }: { top: number; frame: Frame }) {
  return ticksOf(top).map((tick) => (
    <g key={tick}>
      <path className={styles.grid} d={`M${frame.left} ${yOf(tick, top)}H${frame.width - frame.right}`} />
      <text className={styles.axis} x={frame.left - 8} y={yOf(tick, top) + 4} textAnchor="end">
        {formatNumber(tick)}
      </text>
    </g>
  ))
}

interface SeriesProps {
  points: readonly Point[]
  top: number
  at: number | null
  frame: Frame
}

function Area({ points, top, at, frame }: SeriesProps) {
  const places = linePlaces(
    points.map((point) => point.value),
    top,
    frame,
  )
  const line = pathOf(places)
  const base = FRAME.height - FRAME.bottom
  const last = places[at ?? places.length - 1]
  const [first, end] = [places[0], places.at(-1)]
  return (
    <>
      {first && end && (
        <path className={styles.area} d={`${line} L${end.x.toFixed(1)} ${base} L${first.x} ${base}Z`} />
      )}
      <path className={styles.stroke} d={line} />
      {last && at !== null && <path className={styles.cursor} d={`M${last.x} ${frame.top}V${base}`} />}
      {last && <circle className={styles.dot} cx={last.x} cy={last.y} r={4.5} />}
    </>
  )
}

function Bars({ points, top, at, frame }: SeriesProps) {
  const slot = (frame.width - frame.left - frame.right) / points.length
  const width = Math.max(2, Math.min(26, slot * 0.78))
  const base = FRAME.height - FRAME.bottom
  return points.map((point, index) => {
    const height = point.value > 0 ? Math.max(2, base - yOf(point.value, top)) : 0
    return (
      <rect
        key={point.name}
        className={cx(styles.col, at !== null && at !== index && styles.faint)}
        x={xOf(index, points.length, frame) - width / 2}
        y={base - height}
        width={width}
        height={height}
        rx={Math.min(2, width / 2)}
      />
    )
  })
}

interface LabelsProps {
  points: readonly Point[]
  isLine: boolean
  every: number | undefined
  frame: Frame
}

function Labels({ points, isLine, every, frame }: LabelsProps) {
  const most = Math.min(5, Math.max(2, Math.floor(frame.width / WIDEST_LABEL)))
  const chosen = labelled(points.length, most, every)
  const places = isLine
    ? linePlaces(
        points.map(() => 0),
        1,
        frame,
      )
    : null
  return points.map((point, index) => {
    if (!chosen.has(index)) return null
    const x = places?.[index]?.x ?? xOf(index, points.length, frame)
    const isLast = isLine && index === points.length - 1
    const isFirst = isLine && index === 0 && points.length > 1
    return (
      <text
        key={point.name}
        className={styles.axis}
        x={x}
        y={frame.height - 6}
        textAnchor={isLast ? 'end' : isFirst ? 'start' : 'middle'}
      >
        {point.label}
      </text>
    )
  })
}
