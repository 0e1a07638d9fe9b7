import { Fragment } from 'react'
import { type Message, msg, t } from '../i18n'
import { Dialog } from '../ui'
import { keyNames } from '../ui/key-names'
import styles from './shortcuts.module.css'

interface Group {
  title: Message
  /** Keys as `keyNames` takes them, each way of its own; and what they do. */
  keys: [ways: string[], does: Message][]
}

const GROUPS: Group[] = [
  {
    title: msg('Anywhere'),
    keys: [
      [['Ctrl K'], msg('Go to a room or person')],
      [['Alt ↑', 'Alt ↓'], msg('The chat above or below')],
      [['Alt Shift ↑', 'Alt Shift ↓'], msg('The same, of those with something new')],
      [['Ctrl F'], msg('Search in this chat')],
      [['Ctrl Shift F'], msg('Search everywhere')],
      [['Esc'], msg('Back to writing; all of this chat is read')],
      [['F6', 'Shift F6'], msg('The next part of the page, or the one before')],
      [['Ctrl /', '?'], msg('This list')],
    ],
  },
  {
    title: msg('While you write'),
    keys: [
      [['Enter'], msg('Send')],
      [['Shift Enter'], msg('A new line')],
      [['Ctrl Enter'], msg('Send, also from inside of code')],
      [['↑'], msg('Change your last message')],
      [['@', '#', ':', '/'], msg('Name somebody, a room, an emoji, a command')],
    ],
  },
  {
    title: msg('On a message'),
    keys: [
      [['J', 'K'], msg('The message below or above')],
      [['R'], msg('Reply')],
      [['Enter'], msg('Open or close its thread')],
      [['+'], msg('Add a reaction')],
      [['E'], msg('Edit')],
      [['C'], msg('Copy text')],
      [['L'], msg('Copy link')],
      [['U'], msg('Unread from here')],
      [['Del'], msg('Delete')],
      [['G'], msg('Go to a day')],
      [['End'], msg('Go to the newest message')],
    ],
  },
]

/** All keys of the chat, where they are looked for. Each is taken in `keys.ts`, the composer or `message-keys.ts`. */
export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title={t('Keyboard shortcuts')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the list may be longer than the screen, and is moved by keys */}
      <section aria-label={t('Keyboard shortcuts')} tabIndex={0} className={styles.all}>
        {GROUPS.map(({ title, keys }) => (
          <div key={keys[0]?.[0].join()} className={styles.group}>
            <h3>{t(title)}</h3>
            <dl className={styles.keys}>
              {keys.map(([ways, does]) => (
                <Fragment key={ways.join()}>
                  <dt>
                    {ways.map((way) => (
                      <kbd key={way}>{keyNames(way)}</kbd>
                    ))}
                  </dt>
                  <dd>{t(does)}</dd>
                </Fragment>
              ))}
            </dl>
          </div>
        ))}
      </section>
    </Dialog>
  )
}
