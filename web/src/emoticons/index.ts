export { useCustomEmoticons } from './custom'
export { EmoticonImage } from './emoticon-image'
export { EMOTICON_NAMES, type Emoticon, FREQUENT_EMOTICONS, findEmoticon, splitEmoticons } from './emoticons'
