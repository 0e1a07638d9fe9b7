import { Component, type ReactNode } from 'react'
import { t } from '../i18n'
import { Button } from './button'
import { Callout } from './notices'
import { Lone } from './page'

/** The last net: a part that breaks leaves a sentence and a way on, not an empty page. */
export class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <Lone>
        <h1>{t('This page broke')}</h1>
        <Callout kind="red" alert>
          {t(
            'Something in this page went wrong. Messages that were sent are safe. Load the page again to go on.',
          )}
        </Callout>
        <Button look="go" onClick={() => window.location.reload()}>
          {t('Load again')}
        </Button>
      </Lone>
    )
  }
}
