import { useEffect, useState } from 'react'
import { type LocalTime, localTime } from './local-time'

/** Somebody's clock; it goes on while it is looked at. */
export function useLocalTime(timezone: string): LocalTime | null {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 20_000)
    return () => clearInterval(timer)
  }, [])
  return localTime(timezone, now)
}
