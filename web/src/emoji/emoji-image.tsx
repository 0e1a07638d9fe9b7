import { EmoticonImage, findEmoticon } from '../emoticons'

/** An emoji, or the drawing of an emoticon such as `(success)`; one that is no more stays text. */
export function EmojiImage({ text }: { text: string }) {
  const emoticon = text.startsWith('(') ? findEmoticon(text) : null
  return emoticon ? <EmoticonImage emoticon={emoticon} /> : <span translate="no">{text}</span>
}
