import { expect, test } from 'vitest'
import { aMessage, messages, page } from '../chat/test-world'
import type { HistoryQuery } from './history'
import type { HistoryPage } from './model'
import { OpenChat } from './open-chat'

/** A chat of 400 messages whose answers come when they are let go, in any order. */
function slowChat() {
  const asked: { query: HistoryQuery; letGo: () => void }[] = []
  const chat = new OpenChat(
    'room/5',
    (query) =>
      new Promise<HistoryPage>((resolve) => {
        asked.push({ query, letGo: () => resolve(page(messages(1, 400), query)) })
      }),
  )
  return { chat, asked }
}

async function opened() {
  const slow = slowChat()
  const opening = slow.chat.open()
  slow.asked.shift()?.letGo()
  await opening
  return slow
}

const span = ({ timeline }: OpenChat) => [timeline.oldest?.position, timeline.newest?.position]

test('of two places that were asked for the last one counts, also when its answer comes first', async () => {
  const { chat, asked } = await opened()
  const [first, second] = [chat.goTo('m50'), chat.goTo('m150')]
  asked[1]?.letGo()
  await second
  asked[0]?.letGo()
  await first
  expect(span(chat)).toEqual([125, 174])
  expect(chat.target.getState().target).toEqual({ id: 'm150', isMarked: true })
})

test('whoever goes back to the end is not led away by a place that was asked for before', async () => {
  const { chat, asked } = await opened()
  const there = chat.goTo('m50')
  asked[0]?.letGo()
  await there
  const away = chat.goTo('m150')
  const back = chat.goToEnd()
  asked[2]?.letGo()
  await back
  asked[1]?.letGo()
  await away
  expect(span(chat)).toEqual([351, 400])
})

test('a message that comes while older ones are on their way is neither lost nor out of order', async () => {
  const { chat, asked } = await opened()
  const older = chat.history.loadOlder()
  chat.timeline.append(aMessage(401))
  asked[0]?.letGo()
  await older
  expect([...span(chat), chat.timeline.messages.length]).toEqual([301, 401, 101])
})
