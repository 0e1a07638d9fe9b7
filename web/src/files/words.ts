import { formatNumber, plural } from '../i18n'

const UNITS = ['bytes', 'kB', 'MB', 'GB']

/** «96 kB», «1.4 MB»; three digits at most. */
export function sizeInWords(bytes: number): string {
  let size = bytes
  let unit = 0
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1024
    unit += 1
  }
  if (unit === 0) return plural(size, { one: '{n} byte', other: '{n} bytes' })
  const number = formatNumber(size < 10 ? size : Math.round(size), { maximumFractionDigits: 1 })
  return `${number} ${UNITS[unit]}`
}

/** Letters after the last dot, for the face of a file. */
export function ending(name: string): string {
  return /\.([a-z0-9]{1,6})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
}
