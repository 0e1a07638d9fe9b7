import type { Emoticon } from './emoticons'

/** The drawing, with what was typed as its text. The group's own ones keep their shape. */
export function EmoticonImage({ emoticon: { url, shortcut, width, height } }: { emoticon: Emoticon }) {
  return (
    <img
      className={width ? 'emo emo-own' : 'emo'}
      src={url}
      alt={shortcut}
      title={shortcut}
      width={width}
      height={height}
    />
  )
}
