import styles from './scene.module.css'

/** Two glyphs that have not begun to talk. */
export function Scene() {
  return (
    <svg className={styles.scene} viewBox="0 0 216 120" aria-hidden="true">
      <path className={styles.ground} d="M24 100h168" />
      <g className={styles.far}>
        <path d="M44 52V44c0-15 11-24 26-24h8c15 0 26 9 26 24v8a3 3 0 0 1-3 3H47a3 3 0 0 1-3-3Z" />
        <path
          transform="rotate(8 47 61)"
          d="M47 61h57a3 3 0 0 1 3 3.500c-1.500 12-12 19.500-24 19.500H68l-13 11c-2 1.500-4 .2-4-2V81c-4-4-7-9-7-16.500a3 3 0 0 1 3-3.500Z"
        />
      </g>
      <circle className={styles.eye} cx="86" cy="38" r="5" />
      <g className={styles.near}>
        <path d="M176 60V54c0-12-9-19-20-19h-6c-12 0-20 7-20 19v6a2 2 0 0 0 2 2h42a2 2 0 0 0 2-2Z" />
        <path d="M174 67h-42a2 2 0 0 0-2 2.500c1 9 9 15 18 15h10l10 8c1.500 1.200 3 .2 3-1.500V82c3-3 5-7 5-12.500a2 2 0 0 0-2-2.500Z" />
      </g>
      <circle className={styles.eye} cx="144" cy="49" r="4" />
    </svg>
  )
}
