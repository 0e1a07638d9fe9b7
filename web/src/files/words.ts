const NUMBER = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })
const UNITS = ['bytes', 'kB', 'MB', 'GB']

/** «96 kB», «1.4 MB»; three digits at most. */
export function sizeInWords(bytes: number): string {
  let size = bytes
  let unit = 0
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1024
    unit += 1
  }
  return `${NUMBER.format(size < 10 && unit > 0 ? size : Math.round(size))} ${UNITS[unit]}`
}

/** Letters after the last dot, for the face of a file. */
export function ending(name: string): string {
  return /\.([a-z0-9]{1,6})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
}
