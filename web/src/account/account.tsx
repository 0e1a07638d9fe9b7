import { LogOut } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { sentence } from '../api/errors'
import type { Me } from '../api/types'
import { msg, sayEach, t } from '../i18n'
import { AccountLanguage } from '../i18n/language-choice'
import { removeOwnPhoto, setOwnPhoto } from '../pictures/calls'
import { PictureChoice } from '../pictures/picture-choice'
import { useSession } from '../session/session'
import { useSigningOut } from '../session/signing-out'
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
import { ProfileForm } from './profile-form'
import { Sessions } from './sessions'

const THEMES = [
  { value: 'system', text: msg('Like the system') },
  { value: 'light', text: msg('Light') },
  { value: 'dark', text: msg('Dark') },
] as const

const DENSITIES = [
  { value: 'cosy', text: msg('Cosy') },
  { value: 'compact', text: msg('Compact') },
] as const

/** `/account`: who I am here, how it looks, and the way out. */
export function Account() {
  useTitle(t('Profile and appearance'))
  const session = useSession().data
  const { theme, density } = useAppearance()
  if (!session?.me) return null
  return (
    <AccountPage>
      <PageHead title={t('Profile and appearance')} />
      <Pane>
        <Profile me={session.me} group={session.group?.name ?? ''} />
      </Pane>
      <Block title={t('Appearance')}>
        <Pane>
          <Choice label={t('Language')} hint={t('Of these pages. What people write stays as it is.')}>
            <AccountLanguage />
          </Choice>
          <Choice label={t('Theme')} hint={t('Holds for this browser.')}>
            <Segments
              label={t('Theme')}
              value={theme}
              options={sayEach(THEMES)}
              onChange={(value) => setAppearance({ theme: value })}
            />
          </Choice>
          <Choice label={t('Density')} hint={t('Compact shows more messages at once.')}>
            <Segments
              label={t('Density')}
              value={density}
              options={sayEach(DENSITIES)}
              onChange={(value) => setAppearance({ density: value })}
            />
          </Choice>
        </Pane>
      </Block>
      {!session.me.is_guest && (
        <Block
          title={t('Password')}
          lede={t('A new one signs out all other browsers. Your tokens go on working.')}
        >
          <Pane>
            <Password email={session.me.email} />
          </Pane>
        </Block>
      )}
      <Block title={t('Where you are signed in')}>
        <Sessions />
      </Block>
      <Block title={t('This browser')}>
        <Pane>
          <SignOut />
        </Pane>
      </Block>
    </AccountPage>
  )
}

function Profile({ me, group }: { me: Me; group: string }) {
  const role = me.is_guest ? t('Guest') : me.is_group_admin ? t('Administrator') : null
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
        <dt>{t('E-mail')}</dt>
        <dd>{me.email}</dd>
        <dt>{t('Team')}</dt>
        <dd>{group}</dd>
        {role && (
          <>
            <dt>{t('Role')}</dt>
            <dd>{role}</dd>
          </>
        )}
      </dl>
      {!me.is_guest && <ProfileForm key={me.id} me={me} />}
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
        hint={t('Everybody sees it beside your name. PNG, JPEG, GIF or WebP, best as a square.')}
        draw={(chosen) => face(chosen ?? me.photo_url)}
        save={(picture) => seen(setOwnPhoto(picture), t('Photo saved'))}
        remove={() => seen(removeOwnPhoto(), t('Photo removed'))}
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
  const [error, setError] = useState<unknown>(null)
  const { leave, isLeaving, question } = useSigningOut(setError)
  return (
    <>
      {error !== null && (
        <Callout kind="red" alert>
          {sentence(error)}
        </Callout>
      )}
      <Choice label={t('Sign out')} hint={t('Your tokens go on working.')}>
        <Button icon={LogOut} onClick={leave} working={isLeaving && t('Signing out…')}>
          {t('Sign out')}
        </Button>
      </Choice>
      {question}
    </>
  )
}
