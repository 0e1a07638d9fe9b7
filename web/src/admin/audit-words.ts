import { type Message, msg, t } from '../i18n'
import type { AuditEntry } from './admin-calls'

/** Each action as a short name, for the filter and in front of what it was done to. */
export const ACTIONS: Readonly<Record<string, Message>> = {
  'signed in': msg('Signed in'),
  'sign-in failed': msg('Failed to sign in'),
  'sessions ended': msg('Signed out everywhere'),
  'all sessions ended': msg('Ended all sessions of the server'),
  'one-time link made': msg('Created a sign-in link'),
  'password changed': msg('Changed a password'),
  'user created': msg('Added a person'),
  'user updated': msg('Changed a profile'),
  'user deleted': msg('Deactivated a person'),
  'role changed': msg('Changed a role'),
  'invitation made': msg('Invited somebody'),
  'invitation taken back': msg('Took an invitation back'),
  'invitation accepted': msg('Accepted an invitation'),
  'room created': msg('Created a room'),
  'room updated': msg('Changed a room'),
  'room deleted': msg('Deleted a room'),
  'member added': msg('Added somebody to a room'),
  'member removed': msg('Removed somebody from a room'),
  'room admin made': msg('Made somebody an administrator of a room'),
  'room admin removed': msg('Took somebody’s rights over a room'),
  'message deleted': msg('Deleted a message of somebody else'),
  'messages imported': msg('Imported messages'),
  'token made': msg('Created a token'),
  'token adopted': msg('Adopted a token'),
  'token revoked': msg('Revoked a token'),
  'all tokens revoked': msg('Revoked all tokens of the server'),
  'all OAuth tokens revoked': msg('Revoked all tokens of add-ons'),
  'add-on installed': msg('Installed an add-on'),
  'add-on removed': msg('Removed an add-on'),
  'add-on updated': msg('Updated an add-on'),
  'add-on disabled': msg('Disabled an add-on'),
  'add-on enabled': msg('Enabled an add-on'),
  'add-on allowed': msg('Let an add-on act for them'),
  'webhook created': msg('Registered a webhook'),
  'webhook deleted': msg('Deleted a webhook'),
  'webhook switched off': msg('Switched a webhook off'),
  'webhook switched on': msg('Switched a webhook on'),
  'emoticon added': msg('Added an emoticon'),
  'emoticon removed': msg('Removed an emoticon'),
  'group updated': msg('Changed the team'),
  'permissions changed': msg('Changed permissions'),
  'limits changed': msg('Changed limits'),
  'audit log exported': msg('Exported the audit log'),
}

/** What is not known yet is shown as the server says it. */
export function actionInWords(action: string): string {
  const words = ACTIONS[action]
  return words ? t(words) : action
}

export function actorInWords({ actor }: AuditEntry): string {
  if (actor.kind === 'command') return t('Command line')
  if (actor.kind === 'server') return t('The server')
  return actor.name || t('Somebody')
}

/** The details as «key: value», and where it came from; names of fields stay those of the API. */
export function factsInWords(entry: AuditEntry): string {
  const facts = Object.entries(entry.details).map(([key, value]) => `${key}: ${print(value)}`)
  if (entry.actor.kind === 'person' && entry.actor.token_id !== null) {
    facts.push(t('by token {id}', { id: entry.actor.token_id }))
  }
  if (entry.address) facts.push(t('from {address}', { address: entry.address }))
  return facts.join(' · ')
}

function print(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value)
}
