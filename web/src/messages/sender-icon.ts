import {
  Bug,
  Clock,
  Database,
  GitBranch,
  Hammer,
  Headset,
  type LucideIcon,
  Plug,
  Rocket,
  ShieldAlert,
  Ticket,
} from 'lucide-react'

const ICONS: [RegExp, LucideIcon][] = [
  [/build|jenkins|bamboo|travis|circle|\bci\b|teamcity|kiln/i, Hammer],
  [/git|bitbucket|stash|hub|commit|merge/i, GitBranch],
  [/jira|ticket|issue|track|pigeon/i, Ticket],
  [/deploy|release|ship|rollout|capistrano|ansible|octopus/i, Rocket],
  [/alert|monitor|nagios|pager|watch|sensu|zabbix|icinga|lookout|graf/i, ShieldAlert],
  [/sentry|bug|rollbar|exception|error/i, Bug],
  [/cron|night|backup|schedule|timer/i, Clock],
  [/\bdb\b|sql|database|postgres|redis/i, Database],
  [/support|help|desk|zendesk|intercom/i, Headset],
]

/** A drawing for an integration's tile, guessed from its name until integrations bring their own; else the plug. */
export function senderIcon(name: string): LucideIcon {
  return ICONS.find(([pattern]) => pattern.test(name))?.[1] ?? Plug
}
