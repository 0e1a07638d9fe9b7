import { del, get, post } from '../api/client'

/** A browser or program that is woken by Web Push. */
export interface PushDevice {
  id: number
  /** Of its push service. */
  host: string
  label: string
  created: string
  is_current: boolean
}

export interface PushDevices {
  /** VAPID key of the server, URL-safe base64. */
  public_key: string
  items: PushDevice[]
}

export const listDevices = (signal?: AbortSignal): Promise<PushDevices> => get('/api/account/push', signal)

export const addDevice = (subscription: PushSubscriptionJSON, label: string): Promise<PushDevice> =>
  post('/api/account/push', { ...subscription, label })

export const removeDevice = (id: number): Promise<void> => del(`/api/account/push/${id}`)

export const tryDevice = (id: number): Promise<void> => post(`/api/account/push/${id}/test`)
