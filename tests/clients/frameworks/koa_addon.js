// An add-on on ac-koa-hipchat, as its guide builds one. It tells what it verified at /seen.
const path = require('node:path')
const modules = (name) => require(path.join(process.env.FRAMEWORKS, 'node_modules', name))
const ack = modules('ac-koa').require('hipchat', modules('ac-koa-hipchat'))

const here = { port: process.env.PORT, localBaseUrl: `http://127.0.0.1:${process.env.PORT}` }
const app = ack({ development: here }, { store: 'MemoryStore' })
const seen = { installed: [], uninstalled: [], webhooks: [] }

const addon = app
  .addon()
  .hipchat()
  .key('com.example.koa')
  .name('On Koa')
  .description('An add-on on a published framework')
  .vendor({ name: 'Example', url: 'https://example.com' })
  .allowRoom(true)
  .allowGlobal(true)
  .scopes('send_notification', 'view_room', 'admin_room')
  .glance('glance', 'Glance', '/i.png', 'panel', '/glance')
  .webPanel('panel', 'Panel', 'hipchat.sidebar.right', '/panel')

addon.onWebhook('install', function* () {
  seen.installed.push(this.tenant.id)
  // Registered with the add-on's own token, under a token of the framework's in the address.
  if (this.tenant.room) yield this.tenantWebhooks.add(this.tenant.room, 'room_topic_change', 'topics')
})
addon.onWebhook('uninstall', function* () {
  seen.uninstalled.push(this.tenant.id)
})
addon.onWebhook('room_topic_change', function* () {
  seen.webhooks.push({ text: this.webhook.item.topic })
})
addon.webhook('room_message', /^\/hello(?:\s+(\S+))?/i, function* () {
  seen.webhooks.push({ text: this.content, match: this.match[1], sender: this.sender })
  yield this.roomClient.sendNotification(`Hello from Koa, ${this.sender.name}`, { format: 'text' })
})

addon.get('/seen', function* () {
  this.body = seen
})
addon.get('/glance', addon.authenticate(), function* () {
  this.body = { label: { type: 'html', value: `<b>${this.authentication.userId}</b> asked` } }
})
addon.get('/panel', addon.authenticate(), function* () {
  const { userId, context, token } = this.authentication
  this.body = { userId, roomId: context.room_id, renewed: token }
})

app.listen()
