import { t } from '../i18n'
import { clockTime } from './time'

/** What an article is called by screen readers: who and when, also where that is not drawn again, then what `saidIn` holds. */
export function rowName(key: string, who: string, date: Date) {
  const id = `row-${key}`.replaceAll(' ', '-')
  const saidIn = `${id}-said`
  return {
    saidIn,
    named: {
      id,
      'aria-label': t('{name} at {time}', { name: who, time: clockTime(date) }),
      'aria-labelledby': `${id} ${saidIn}`,
    },
  }
}
