// What was noticed about an agent, in the words in which the operations channel hears of it.

import type { Anomaly } from '#domain/limits/anomaly.ts'
import type { WatchEvent } from '#domain/limits/watch.ts'
import { durationInWords } from '#domain/shared/duration.ts'
import type { Card } from '../shared/card.ts'
import { header, people, richText, section, text } from '../shared/elements.ts'
import { brief, counted, escaped } from '../shared/escape.ts'

const titles: Record<Anomaly, string> = {
  spend: '📈 Unusual spending',
  loop: '🔁 A loop',
  errors: '💥 One failure after the other',
}

const exactMoney = (usd: number): string => `$${usd.toLocaleString('en-US', { maximumFractionDigits: 6 })}`

const titleOf = (event: WatchEvent): string => {
  switch (event.type) {
    case 'FatigueFlagged':
      return '🙉 Too many requests for approval'
    case 'AnomalyFound':
      return titles[event.anomaly]
    case 'RunLimitReached':
      return '⏸️ A run took more than it may'
    case 'UsageCapped':
      return '🧾 A bill that cannot be'
    case 'MismatchReported':
      return '🚨 What ran is not what was approved'
    default:
      return event satisfies never
  }
}

const wordsOf = (event: WatchEvent): string => {
  const agent = brief(event.agent, 60)
  switch (event.type) {
    case 'FatigueFlagged':
      return `${agent} asked people more than ${counted(event.most, 'time')} within ${durationInWords(event.withinMinutes * 60)}. Its further requests are denied until it asks less, so that nobody approves without looking.`
    case 'AnomalyFound':
      return `${agent} ${brief(event.evidence, 400)}. It is paused until somebody has looked: /claw resume agent:${agent} lets it go on.`
    case 'RunLimitReached':
      return `A run of ${agent} ${brief(event.evidence, 200)} (${brief(event.run, 100)}). It is paused until 00:00 UTC: what it asks is denied, other runs go on. A new request begins a new run; the limits are in config/limits.yml.`
    case 'UsageCapped':
      return `${agent} reported ${exactMoney(event.reportedUsd)} for a call whose tokens cost at most ${exactMoney(event.countedUsd)} at our dearest price, which is what was counted. Look whether somebody forges its reports, or whether config/prices.yml is too old.`
    case 'MismatchReported':
      return `${agent} reports: ${brief(event.evidence, 400)}. Treat it as an incident: somebody or something changed the call after people had decided.`
    default:
      return event satisfies never
  }
}

/** `called` are those who are mentioned. */
export const watchNotice = (event: WatchEvent, key: string, called: readonly string[]): Card => {
  const [title, words] = [titleOf(event), wordsOf(event)]
  return {
    text: escaped(`${title}: ${words}`),
    blocks: [
      header(`${title}: ${brief(event.agent, 60)}`),
      richText(section(text(words)), ...(called.length > 0 ? [section(...people(called))] : [])),
    ],
    metadata: { eventType: 'claw_watch', key },
  }
}
