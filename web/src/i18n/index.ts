export { collator, formatDate, formatList, formatNumber, formatRelative } from './format'
export { type Message, msg, plural, rich, sayEach, t, tAs } from './say'
