export { collator, formatDate, formatList, formatNumber, formatRelative } from './format'
export { type Message, msg, plural, rich, t, tAs } from './say'
