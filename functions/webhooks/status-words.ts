// What a source's own word says of an alert: that it goes on, or that it is over.
import { webhooks } from '#config/load.ts'
import type { Alert } from '#domain/incident/alert.ts'

const firing =
  'firing alerting alert alarm triggered trigger active open opened new down critical crit error failed failure fail failing problem warning warn unhealthy degraded unknown pending bad red no-data nodata'
const resolved =
  'resolved resolve ok okay up normal success successful succeeded recovered recovery recovering cleared clear close closed inactive healthy passing passed pass fixed green good ended end done back-up online available'

const usual = new Map<string, Alert['status']>([
  ...firing.split(' ').map((word) => [word, 'firing'] as const),
  ...resolved.split(' ').map((word) => [word, 'resolved'] as const),
])

/**
 * The status that a word means, in any case and with any spelling of its gaps. A word that nobody knows counts as firing, since
 * silence would be worse, and is `unknown` so that its sender is told.
 */
export const statusOf = (word: string): { status: Alert['status']; unknown?: string } => {
  const name = word
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '-')
  const { statuses } = webhooks()
  const status = (Object.hasOwn(statuses, name) ? statuses[name] : undefined) ?? usual.get(name)
  return status ? { status } : { status: 'firing', unknown: word.slice(0, 40) }
}
