import { t } from '../i18n'
import { clockTime } from './time'

/**
 * What an article is called by screen readers: who and when, also where that is not drawn again, then what `saidIn` holds; of a
 * deed only that, for it holds the name. */
export function rowName(key: string, who: string, date: Date, isDeed = false) {
  const id = `row-${key}`.replaceAll(' ', '-')
  const saidIn = `${id}-said`
  return {
    saidIn,
    named: {
      id,
      'aria-label': t('{name} at {time}', { name: who, time: clockTime(date) }),
      'aria-labelledby': isDeed ? saidIn : `${id} ${saidIn}`,
    },
  }
}
