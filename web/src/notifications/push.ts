import { browserName } from '../account/browser-name'
import { addDevice, listDevices, type PushDevice } from './calls'
import { askPermission, type Permission, permission } from './desk'

/** Whether this browser wants to be woken; it says so itself, since only it can subscribe. */
const wish = (me: number) => `chinwag.push.${me}`

export function isWanted(me: number): boolean {
  try {
    return localStorage.getItem(wish(me)) !== null
  } catch {
    return false
  }
}

function want(me: number, isOn: boolean): void {
  try {
    if (isOn) localStorage.setItem(wish(me), 'on')
    else localStorage.removeItem(wish(me))
  } catch {
    // Not kept: after the next sign-in it must be switched on again.
  }
}

export function canPush(): boolean {
  return permission() !== 'insecure' && 'serviceWorker' in navigator && 'PushManager' in window
}

/** After a press: asks the person, then subscribes. What they answered, when it was not yes. */
export async function switchOn(me: number): Promise<Exclude<Permission, 'granted'> | PushDevice> {
  const answer = await askPermission()
  if (answer !== 'granted') return answer
  const device = await subscribe()
  want(me, true)
  return device
}

export async function switchOff(me: number): Promise<void> {
  want(me, false)
  const found = await navigator.serviceWorker.getRegistration('/')
  await (await found?.pushManager.getSubscription())?.unsubscribe()
}

/** A subscription ends with the session that made it, and browsers change it: with each start it is said again. */
export async function renew(me: number): Promise<void> {
  if (isWanted(me) && canPush() && permission() === 'granted') await subscribe()
}

async function subscribe(): Promise<PushDevice> {
  const { public_key } = await listDevices()
  await navigator.serviceWorker.register('/sw.js', { scope: '/' })
  const { pushManager } = await navigator.serviceWorker.ready
  const options = { userVisibleOnly: true, applicationServerKey: bytesOf(public_key) }
  let subscription: PushSubscription
  try {
    subscription = await pushManager.subscribe(options)
  } catch (refusal) {
    // One of another server's key: from before its data was restored elsewhere.
    const old = await pushManager.getSubscription()
    if (!old) throw refusal
    await old.unsubscribe()
    subscription = await pushManager.subscribe(options)
  }
  return addDevice(subscription.toJSON(), browserName(navigator.userAgent))
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const raw = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(raw, (character) => character.charCodeAt(0))
}
