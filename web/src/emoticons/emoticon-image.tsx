import type { Emoticon } from './emoticons'

/** The drawing, with what was typed as its text. */
export function EmoticonImage({ emoticon }: { emoticon: Emoticon }) {
  return <img className="emo" src={emoticon.url} alt={emoticon.shortcut} title={emoticon.shortcut} />
}
