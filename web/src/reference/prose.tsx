import { cx } from '../ui'

/** Plain sentences with `code` in them. */
export function Prose({ text, className }: { text: string; className?: string | undefined }) {
  return text.split(/\n\s*\n/).map((paragraph) => (
    <p key={paragraph} className={cx(className)} lang="en" dir="ltr">
      {paragraph.split(/`([^`]+)`/).map((part, at) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of a fixed text
        at % 2 ? <code key={at}>{part}</code> : part,
      )}
    </p>
  ))
}
