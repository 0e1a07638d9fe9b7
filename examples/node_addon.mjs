#!/usr/bin/env node
/**
 * Greeter: a whole add-on in one file, with nothing but Node (20 or newer). Copy it, and change what it does.
 *
 *     node node_addon.mjs --port 8091 --base https://greeter.example.com --chat https://chat.example.com
 *
 * Somebody types /hello, and it answers with a card. It counts greetings in a glance; the glance opens a dialog with a
 * button of its own. `--base` is where the chat server reaches it (TLS belongs into a proxy before it), `--chat` the
 * only server that may install it, `--data` the file that keeps its installations.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'

const { values: given } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '8091' },
    base: { type: 'string' },
    chat: { type: 'string' },
    data: { type: 'string', default: 'greeter.json' }
  }
})
const base = (given.base ?? `http://${given.host}:${given.port}`).replace(/\/$/, '')
const SCOPES = ['send_notification', 'view_room'] // people see them before they install it
const MOST_BYTES = 1_000_000
const WAIT_MS = 10_000

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><circle cx="8" cy="8" r="7" fill="#27a"/></svg>'

const page = (host, theme, count) => `<!doctype html>
<html lang="en" data-theme="${theme}"><meta charset="utf-8"><title>Greeter</title>
<!-- The chat's own look, light or dark. Leave it out to bring yours. -->
<link rel="stylesheet" href="${host}/atlassian-connect/all.css">
<p>Hello <b id="name">you</b>. Greetings so far: <b id="count">${count}</b></p>
<button id="wave" class="aui-button-primary">Wave</button> <span id="said" role="status"></span>
<script src="${host}/atlassian-connect/all.js"></script>
<script>
  const show = (id, text) => { document.getElementById(id).textContent = text }
  HipChat.user.getCurrentUser((error, user) => { if (!error) show('name', user.name) })
  // A token is good for one hour: ask for it when it is needed, and do not keep it.
  document.getElementById('wave').addEventListener('click', () => HipChat.auth.withToken(async (error, token) => {
    if (error) return show('said', error.message || error)
    const answer = await fetch('wave', { method: 'POST', headers: { Authorization: 'JWT ' + token } })
    if (!answer.ok) return show('said', 'That did not work: ' + answer.status)
    show('count', (await answer.json()).greetings)
    show('said', 'You waved.')
  }))
</script></html>`

const DESCRIPTOR = {
  key: 'com.example.greeter.node',
  name: 'Greeter',
  description: 'Answers /hello and counts greetings',
  links: { self: `${base}/atlassian-connect.json` },
  capabilities: {
    hipchatApiConsumer: { scopes: SCOPES, fromName: 'Greeter' },
    installable: { callbackUrl: `${base}/installable` },
    webhook: [{ event: 'room_message', pattern: '^/hello\\b', url: `${base}/hook`, authentication: 'jwt' }],
    glance: [
      {
        key: 'greetings',
        name: { value: 'Greetings' },
        queryUrl: `${base}/glance`,
        icon: { url: `${base}/icon.svg`, 'url@2x': `${base}/icon.svg` },
        target: 'greeter'
      }
    ],
    dialog: [{ key: 'greeter', title: { value: 'Greeter' }, url: `${base}/dialog`, options: { size: 'small' } }]
  }
}

/** What we answer instead of doing it. */
class Refused extends Error {
  constructor(status, message) {
    super(message)
    this.status = status
  }
}

/** Our installations by oauthId, in a file that is replaced whole: a crash leaves the old or the new one. */
const installations = new Map(
  Object.entries(existsSync(given.data) ? JSON.parse(readFileSync(given.data, 'utf8')) : {})
)

function keep() {
  // It holds secrets: nobody else may read it.
  writeFileSync(`${given.data}.draft`, JSON.stringify(Object.fromEntries(installations), null, 1), { mode: 0o600 })
  renameSync(`${given.data}.draft`, given.data)
}

/** How often people greeted in a room. (A room, because an add-on of the group is in all of them.) */
function count(oauthId, roomId, more = 0) {
  const { greetings } = installations.get(oauthId)
  greetings[roomId] = (greetings[roomId] ?? 0) + more
  if (more) keep()
  return greetings[roomId]
}

/** Call the chat server. */
async function call(method, url, headers = {}, body = undefined) {
  const answer = await fetch(url, { method, headers, body, redirect: 'error', signal: AbortSignal.timeout(WAIT_MS) })
  const said = await answer.text()
  if (!answer.ok) throw Object.assign(new Error(said.slice(0, 500)), { code: answer.status, url })
  return said ? JSON.parse(said) : null
}

/** A token of our own for an installation: with our id and secret, for the scopes that were approved. */
function askToken(oauthId, { secret, tokenUrl }) {
  const headers = { Authorization: `Basic ${Buffer.from(`${oauthId}:${secret}`).toString('base64')}` }
  const form = { grant_type: 'client_credentials', scope: SCOPES.join(' ') }
  return call('POST', tokenUrl, headers, new URLSearchParams(form))
}

/** Called while the server waits, so be quick. Any 2xx completes it; a text with an error is shown. */
async function install(told) {
  const url = String(told.capabilitiesUrl)
  // We are about to call an address that a stranger may have sent.
  if (given.chat && !url.startsWith(`${given.chat}/`)) throw new Refused(403, `This add-on is for ${given.chat} alone`)
  const { links, capabilities } = await call('GET', url)
  if (links.self !== url) throw new Refused(400, 'The capabilities say that they are of another server')
  const found = {
    secret: told.oauthSecret,
    tokenUrl: capabilities.oauth2Provider.tokenUrl,
    api: links.api,
    host: links.homepage.replace(/\/$/, ''),
    roomId: told.roomId, // absent: installed for the whole group
    greetings: {}
  }
  await askToken(told.oauthId, found) // proves that id and secret are right
  // An id never gets another secret: otherwise a stranger could take an installation over.
  if (installations.has(told.oauthId)) throw new Refused(409, 'This installation is known already')
  installations.set(told.oauthId, found)
  keep()
}

/** The claims of a JWT that is signed with our secret and has not ended. In a larger add-on a library does it. */
function readJwt(token, secret) {
  const [head, claims, signature] = token.split('.')
  const expected = createHmac('sha256', secret).update(`${head}.${claims}`).digest()
  const brought = Buffer.from(signature ?? '', 'base64url')
  // The algorithm is ours to choose, never the token's.
  const isSigned = decode(head).alg === 'HS256' && brought.length === expected.length && timingSafeEqual(brought, expected)
  const said = isSigned ? decode(claims) : {}
  if (!(said.exp > Date.now() / 1000 - 10)) throw new Refused(401, 'This call is not signed, or its token has ended')
  return said
}

function decode(part) {
  return JSON.parse(Buffer.from(part, 'base64url').toString())
}

/** Who calls: the installation's id, and the room, after the signature was checked. */
function caller(request, url) {
  const header = request.headers.authorization ?? ''
  const token = header.startsWith('JWT ') ? header.slice(4) : (url.searchParams.get('signed_request') ?? '')
  let oauthId
  try {
    // Read `iss` first, unchecked: it says which secret to check with. Nothing else is read before that.
    oauthId = decode(token.split('.')[1]).iss
  } catch {
    throw new Refused(401, 'A JWT is missing')
  }
  const found = installations.get(oauthId)
  if (!found) throw new Refused(401, 'We do not know this installation')
  const claims = readJwt(token, found.secret)
  return { oauthId, found, roomId: claims.context.room_id, userId: claims.sub }
}

/**
 * A JWT says who calls, not what the body holds. Everybody whom our dialog is shown has one, and could send what they like
 * with it: so a body counts only for the room and the person that were signed.
 */
function requireSame({ roomId, userId }, { room, message }) {
  if (room.id !== roomId || String(message.from.id) !== userId) {
    throw new Refused(403, 'This token is for another room or person')
  }
}

/** Answer /hello with a card. */
async function greet(oauthId, { room, message }) {
  const number = count(oauthId, room.id, 1)
  const title = `Hello ${message.from.name}`
  await send(oauthId, `/room/${room.id}/notification`, {
    message: `${title}!`, // who cannot show the card sees this
    message_format: 'text',
    color: 'green',
    card: {
      style: 'application',
      id: `greeting-${message.id}`,
      format: 'medium',
      title, // titles are text; where a card has HTML, escape what people wrote
      description: { format: 'html', value: `Greeting <b>${number}</b> in this room` },
      icon: { url: `${base}/icon.svg` },
      attributes: [{ label: 'Greetings', value: { label: String(number), style: 'lozenge-success' } }]
    }
  })
  await push(oauthId, room.id)
}

/** Change the glance for everybody in the room, without their asking. */
function push(oauthId, roomId) {
  const glance = [{ key: 'greetings', content: glanceOf(oauthId, roomId) }]
  return send(oauthId, `/addon/ui/room/${roomId}`, { glance })
}

function glanceOf(oauthId, roomId) {
  const greetings = count(oauthId, roomId)
  const content = { label: { type: 'html', value: `<b>${greetings}</b> greetings` }, metadata: { greetings } }
  if (greetings) content.status = { type: 'lozenge', value: { type: 'success', label: 'FRIENDLY' } }
  return content
}

const tokens = new Map()

async function send(oauthId, path, body) {
  const found = installations.get(oauthId)
  if (!found) return
  try {
    if (!(tokens.get(oauthId)?.endsAt > Date.now())) {
      const made = await askToken(oauthId, found)
      tokens.set(oauthId, { text: made.access_token, endsAt: Date.now() + (made.expires_in - 60) * 1000 })
    }
    const headers = { Authorization: `Bearer ${tokens.get(oauthId).text}`, 'Content-Type': 'application/json' }
    await call('POST', found.api + path, headers, JSON.stringify(body))
  } catch (fault) {
    if (fault.code === 401) tokens.delete(oauthId) // the token ended early: the next call asks for a new one
    // 401 there says that we were removed while we were away.
    if (fault.code === 401 && fault.url === found.tokenUrl && installations.delete(oauthId)) keep()
    console.error(`${path} was refused: ${fault.code} ${fault.message}`)
  }
}

/** Whether a webhook's delivery came for the first time: after a lost answer the server sends it again. */
const seen = new Set()

function isNew(delivery) {
  if (seen.has(delivery)) return false
  seen.add(delivery)
  if (seen.size > 1000) seen.delete(seen.values().next().value)
  return true
}

async function read(request) {
  const parts = []
  let size = 0
  for await (const part of request) {
    size += part.length
    if (size > MOST_BYTES) throw new Refused(413, 'This is too much')
    parts.push(part)
  }
  return JSON.parse(Buffer.concat(parts).toString())
}

const routes = {
  'GET /': () => DESCRIPTOR,
  'GET /atlassian-connect.json': () => DESCRIPTOR,
  'GET /icon.svg': () => ({ type: 'image/svg+xml', text: ICON }),

  'POST /installable': async (request) => install(await read(request)),

  'POST /hook': async (request, url) => {
    const who = caller(request, url)
    const { item } = await read(request)
    requireSame(who, item)
    // Answer first, work afterwards: the server waits 10 seconds, then it sends the same again.
    if (isNew(request.headers['webhook-id'])) setImmediate(() => greet(who.oauthId, item).catch(console.error))
  },

  'GET /glance': (request, url) => {
    const { oauthId, roomId } = caller(request, url)
    return glanceOf(oauthId, roomId)
  },

  'GET /dialog': (request, url) => {
    const { oauthId, found, roomId } = caller(request, url)
    const theme = url.searchParams.get('theme') === 'dark' ? 'dark' : 'light'
    const host = encodeURI(found.host) // all.js comes from the server that installed us
    return { type: 'text/html; charset=utf-8', text: page(host, theme, count(oauthId, roomId)) }
  },

  'POST /wave': async (request, url) => {
    const { oauthId, roomId } = caller(request, url)
    const greetings = count(oauthId, roomId, 1)
    setImmediate(() => push(oauthId, roomId))
    return { greetings }
  }
}

async function remove(request, url) {
  const { oauthId, found } = caller(request, url)
  if (url.pathname !== `/installable/${oauthId}`) throw new Refused(403, 'This is another installation')
  // The JWT proves little: people are given tokens of ours, too. The server must know us no more.
  const fault = await askToken(oauthId, found).then(() => null, (refusal) => refusal)
  if (fault?.code !== 401) throw new Refused(403, 'This installation is still there')
  installations.delete(oauthId)
  keep()
}

async function answer(request, response) {
  const url = new URL(request.url, base)
  const act = request.method === 'DELETE' ? remove : routes[`${request.method} ${url.pathname}`]
  // HipChat's clients asked for glances from the browser; ours asks from the server, where this is not needed.
  response.setHeader('Access-Control-Allow-Origin', '*')
  try {
    if (!act) throw new Refused(404, 'There is nothing here')
    const said = await act(request, url)
    if (said === undefined) response.writeHead(204).end()
    else if (said.type) response.writeHead(200, { 'Content-Type': said.type }).end(said.text)
    else response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(said))
  } catch (fault) {
    response.writeHead(fault.status ?? 400, { 'Content-Type': 'text/plain; charset=utf-8' })
    response.end(fault.message)
  }
  console.log(request.method, url.pathname, response.statusCode) // not the query: it has a token
}

createServer((request, response) => void answer(request, response)).listen(Number(given.port), given.host, () => {
  console.log(`Install it from ${base}/atlassian-connect.json`)
})
