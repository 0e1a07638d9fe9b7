import { expect, test } from 'vitest'
// @ts-expect-error: a script for node, without types
import { outside } from '../../scripts/texts-outside.mjs'
// @ts-expect-error: a script for node, without types
import { said } from '../../scripts/texts-said.mjs'
// @ts-expect-error: a script for node, without types
import { parse } from '../../scripts/texts-source.mjs'

const texts = (source: string) => {
  const file = parse('a.tsx', `import { t, tAs, plural, rich, msg } from '../i18n'\n${source}`)
  return {
    outside: outside(file).map((node: { getText: () => string }) => node.getText().trim()),
    said: said(file).map((one: { key?: string; fault?: string }) => one.key ?? one.fault),
  }
}

test.each([
  ['const A = () => <p>Create room</p>'],
  ['const A = () => <p>{isOpen ? <b /> : "archived"}</p>'],
  ['const A = () => <B aria-label="Close" />'],
  ['const A = () => <B hint={x && "so many"} />'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: source to be read
  ['const a = (n: number) => toast(`${n} rooms left`)'],
  ['const TABLE = { a: "Done", b: msg("Open") }'],
  ['const a = () => say("5 lines")'],
])('a text that nobody can translate is found: %s', (source) => {
  expect(texts(source).outside).toHaveLength(1)
})

test.each([
  ['const A = () => <p className="a b">{t("Create room")}</p>'],
  ['const a = (key: string) => key === "Enter" || key === "ArrowUp"'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: source to be read
  ['const a = () => fetch(`/api/room/${id}/people`, { headers: { Accept: "application/json" } })'],
  ['// not translated: an example\nconst A = () => <B placeholder="Jenkins" />'],
  ['const a = () => { throw new Error("This cannot be") }'],
  ['const a = () => tAs("verb", "Open")'],
  ['const A = () => <p>{rich("Read <a>this</a>", { a: (x) => <b>{x}</b> })}</p>'],
])('what is no text of ours is let through: %s', (source) => {
  expect(texts(source).outside).toEqual([])
})

test('each text is found by its key, whichever way it is said', () => {
  const source = `const TABLE = { a: msg('Done') }
    const a = () => [t('Close'), t(is ? 'Yes' : 'No'), tAs('verb', 'Open'), rich('Read <a>it</a>', {}),
      plural(n, { one: '{n} room', other: '{n} rooms' })]`
  expect(texts(source).said).toEqual([
    'Done',
    'Close',
    'Yes',
    'No',
    'verb|Open',
    'Read <a>it</a>',
    '{n} rooms',
  ])
})

test('a text that is said before there is a language is refused', () => {
  expect(texts("const NAME = t('Lobby')").said).toEqual([expect.stringContaining('while the module loads')])
})
