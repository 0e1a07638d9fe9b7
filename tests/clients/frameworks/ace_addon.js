// An add-on on atlassian-connect-express-hipchat, as its tutorial builds one. It tells what it verified at /seen.
const path = require('node:path')
process.chdir(process.env.ADDON_HOME)
process.env.PWD = process.env.ADDON_HOME
const modules = (name) => require(path.join(process.env.FRAMEWORKS, 'node_modules', name))
const express = modules('express')

const app = express()
const addon = modules('atlassian-connect-express')(app)
const hipchat = modules('atlassian-connect-express-hipchat')(addon, app)
const seen = { installed: [], uninstalled: [], webhooks: [] }

addon.on('installed', (clientKey) => seen.installed.push(clientKey))
addon.on('uninstalled', (clientKey) => seen.uninstalled.push(clientKey))

app.use(express.json())
app.use(addon.middleware())
app.get('/', (request, response) => response.redirect('/atlassian-connect.json'))
app.get('/seen', (request, response) => response.json(seen))

app.post('/webhook', addon.authenticate(), async (request, response) => {
  seen.webhooks.push({ identity: request.identity, text: request.body.item.message.message })
  response.sendStatus(204)
  const { capabilitiesDoc } = request.clientInfo
  const token = await hipchat.getAccessToken(request.clientInfo, ['send_notification'])
  await fetch(`${capabilitiesDoc.links.api}/room/${request.identity.roomId}/notification`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token.access_token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ message: 'Hello from ACE', message_format: 'text' })
  })
})

app.get('/glance', addon.authenticate(), (request, response) => {
  response.json({ label: { type: 'html', value: `<b>${request.identity.userId}</b> asked` } })
})

app.get('/panel', addon.authenticate(), (request, response) => {
  response.json({ ...request.identity, renewed: response.locals.signed_request })
})

app.listen(addon.config.port(), '127.0.0.1')
