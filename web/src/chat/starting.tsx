import { t } from '../i18n'
import { TimelineBones } from '../messages/timeline-bones'
import { Brand, Button, Callout, useSlow } from '../ui'
import shell from './shell.module.css'

/** While the start state is on its way: after 300 ms the shape of what comes. */
export function Starting({ problem }: { problem: string | null }) {
  const slow = useSlow()
  if (!slow && !problem) return null
  return (
    <div className={shell.app} data-pane="chat">
      <div className={shell.starting}>
        <Brand />
      </div>
      <div className={shell.sheet} data-side="off">
        {problem ? (
          <div className={shell.problem}>
            <Callout kind="red" alert>
              {problem}
            </Callout>
            <p className="soft">{t('It is tried again by itself.')}</p>
            <Button onClick={() => window.location.reload()}>{t('Load again')}</Button>
          </div>
        ) : (
          <TimelineBones />
        )}
      </div>
    </div>
  )
}
