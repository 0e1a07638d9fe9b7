export { EmoticonImage } from './emoticon-image'
export { EMOTICON_NAMES, type Emoticon, findEmoticon, splitEmoticons } from './emoticons'
