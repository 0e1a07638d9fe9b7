import { LogOut } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { sentence } from '../api/errors'
import type { Me } from '../api/types'
import { removeOwnPhoto, setOwnPhoto } from '../pictures/calls'
import { PictureChoice } from '../pictures/picture-choice'
import { useSession, useSignOut } from '../session/session'
import {
  Avatar,
  Block,
  Button,
  Callout,
  PageHead,
  Pane,
  Segments,
  setAppearance,
  toast,
  useAppearance,
  useTitle,
} from '../ui'
import styles from './account.module.css'
import { AccountPage } from './account-page'
import { Password } from './password'
import { Sessions } from './sessions'

const THEMES = [
  { value: 'system', text: 'Like the system' },
  { value: 'light', text: 'Light' },
  { value: 'dark', text: 'Dark' },
] as const

const DENSITIES = [
  { value: 'cosy', text: 'Cosy' },
  { value: 'compact', text: 'Compact' },
] as const

/** `/account`: who I am here, how it looks, and the way out. */
export function Account() {
  useTitle('Profile and appearance')
  const session = useSession().data
  const { theme, density } = useAppearance()
  if (!session?.me) return null
  return (
    <AccountPage>
      <PageHead title="Profile and appearance" />
      <Pane>
        <Profile me={session.me} group={session.group?.name ?? ''} />
      </Pane>
      <Block title="Appearance">
        <Pane>
          <Choice label="Theme" hint="Holds for this browser.">
            <Segments
              label="Theme"
              value={theme}
              options={THEMES}
              onChange={(value) => setAppearance({ theme: value })}
            />
          </Choice>
          <Choice label="Density" hint="Compact shows more messages at once.">
            <Segments
              label="Density"
              value={density}
              options={DENSITIES}
              onChange={(value) => setAppearance({ density: value })}
            />
          </Choice>
        </Pane>
      </Block>
      {!session.me.is_guest && (
        <Block title="Password" lede="A new one signs out all other browsers. Your tokens go on working.">
          <Pane>
            <Password email={session.me.email} />
          </Pane>
        </Block>
      )}
      <Block title="Where you are signed in">
        <Sessions />
      </Block>
      <Block title="This browser">
        <Pane>
          <SignOut />
        </Pane>
      </Block>
    </AccountPage>
  )
}

function Profile({ me, group }: { me: Me; group: string }) {
  const role = me.is_guest ? 'Guest' : me.is_group_admin ? 'Administrator' : null
  return (
    <>
      <div className={styles.me}>
        <div className={styles.name}>{me.name}</div>
        <div className="soft">
          @{me.mention_name}
          {me.title && ` · ${me.title}`}
        </div>
      </div>
      <OwnPhoto me={me} />
      <dl className={styles.facts}>
        <dt>E-mail</dt>
        <dd>{me.email}</dd>
        <dt>Team</dt>
        <dd>{group}</dd>
        {role && (
          <>
            <dt>Role</dt>
            <dd>{role}</dd>
          </>
        )}
        <dt>Time zone</dt>
        <dd>{me.timezone}</dd>
      </dl>
    </>
  )
}

function OwnPhoto({ me }: { me: Me }) {
  const { refetch } = useSession()
  const face = (photo: string | null | undefined) => (
    <Avatar id={me.id} name={me.name} photo={photo} size={64} />
  )
  if (me.is_guest) return <div className={styles.photo}>{face(me.photo_url)}</div>
  const seen = async (call: Promise<void>, done: string) => {
    await call
    await refetch()
    toast(done)
  }
  return (
    <div className={styles.photo}>
      <PictureChoice
        what="photo"
        has={Boolean(me.photo_url)}
        hint="Everybody sees it beside your name. PNG, JPEG, GIF or WebP, best as a square."
        draw={(chosen) => face(chosen ?? me.photo_url)}
        save={(picture) => seen(setOwnPhoto(picture), 'Photo saved')}
        remove={() => seen(removeOwnPhoto(), 'Photo removed')}
      />
    </div>
  )
}

function Choice({ label, hint, children }: { label: string; hint: string; children: ReactNode }) {
  return (
    <div className={styles.choice}>
      <div>
        <div className={styles.label}>{label}</div>
        <div className="small quiet">{hint}</div>
      </div>
      {children}
    </div>
  )
}

function SignOut() {
  const signOut = useSignOut()
  const [working, setWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  async function leave() {
    setWorking(true)
    setError(null)
    try {
      await signOut()
    } catch (failure) {
      setError(failure)
      setWorking(false)
    }
  }
  return (
    <>
      {error !== null && (
        <Callout kind="red" alert>
          {sentence(error)}
        </Callout>
      )}
      <Choice label="Sign out" hint="Your tokens go on working.">
        <Button icon={LogOut} onClick={leave} working={working && 'Signing out…'}>
          Sign out
        </Button>
      </Choice>
    </>
  )
}
