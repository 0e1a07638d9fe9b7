import { cx } from './cx'

/** The bubble with an eye and a jaw. `className` may add a size; the colour is the accent. */
export function Glyph({ className }: { className?: string }) {
  return (
    <svg className={cx('glyph', className)} viewBox="0 0 32 32" aria-hidden="true">
      <path
        fillRule="evenodd"
        d="M3 14V12.5C3 6.7 7.7 2 13.5 2h5C24.3 2 29 6.7 29 12.5V14a1.2 1.2 0 0 1-1.2 1.2H4.2A1.2 1.2 0 0 1 3 14ZM20.5 10.6a2.1 2.1 0 1 0 0-4.2 2.1 2.1 0 0 0 0 4.2Z"
      />
      <path
        className="jaw"
        d="M4.2 17.6h22.6a1.2 1.2 0 0 1 1.2 1.3c-.5 4.6-4.4 7.6-9 7.6H12l-5.1 4.2c-.7.6-1.7.1-1.7-.8v-4.6C3.8 23.6 3.1 21.4 3 18.9a1.2 1.2 0 0 1 1.2-1.3Z"
      />
    </svg>
  )
}

/** The word mark. */
function Word() {
  return (
    <svg
      className="word"
      viewBox="0 -1 113 31"
      role="img"
      aria-label="Chinwag"
      fill="none"
      stroke="currentColor"
      strokeWidth="3.1"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d="M11.5 10.2A6 6 0 1 0 11.5 17.8M18 2.2V20M18 13.6a5 5 0 0 1 10 0V20M34.5 8.2V20M41 8.2V20M41 13.6a5 5 0 0 1 10 0V20M57 8.2v7.6a4.2 4.2 0 0 0 8.4 0V8.2M65.4 15.8a4.2 4.2 0 0 0 8.4 0V8.2M91.8 8.2V20M91.8 14a6 6 0 1 1-12 0 6 6 0 0 1 12 0ZM109.4 8.2V21.5a6 6 0 0 1-11 3.3M109.4 14a6 6 0 1 1-12 0 6 6 0 0 1 12 0Z" />
      <path
        fill="var(--accent)"
        stroke="none"
        d="M34.5.2a2.5 2.5 0 1 1 0 5h-2a.5.5 0 0 1-.5-.5v-2a2.5 2.5 0 0 1 2.5-2.5Z"
      />
    </svg>
  )
}

export function Brand({ large = false }: { large?: boolean }) {
  return (
    <span className={cx('brand', large && 'brand-lg')}>
      <Glyph />
      <Word />
    </span>
  )
}

/** The bubble in front of a room's name; a private room has a lock in it. Fill and stroke come from the row. */
export function RoomBubble({ isPrivate = false, className }: { isPrivate?: boolean; className?: string }) {
  return (
    <svg className={cx('dot-room', className)} viewBox="0 0 18 18" aria-hidden="true">
      <path d="M6 2.5h6a4.5 4.5 0 0 1 4.5 4.5v2.5A4.5 4.5 0 0 1 12 14H7.2l-3.5 2.4a.8.8 0 0 1-1.2-.7V6A3.5 3.5 0 0 1 6 2.5Z" />
      {isPrivate && (
        <path
          className="lock"
          d="M7 8.3h5M7.8 8.3V7a1.7 1.7 0 0 1 3.4 0v1.3M7.2 8.3v2.4h4.6V8.3"
          strokeWidth="1.3"
        />
      )}
    </svg>
  )
}
