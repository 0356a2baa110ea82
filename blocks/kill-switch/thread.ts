// What is said under the announcement of a stop: what people must not miss, each in a message of its own that calls them.

import type { RichTextElement } from '@slack/types'
import type { Reminder } from '#domain/kill-switch/reminders.ts'
import type { Engagement } from '#domain/kill-switch/state.ts'
import type { Stops } from '#domain/kill-switch/stops.ts'
import type { Actor } from '#domain/shared/actor.ts'
import { timeBetween } from '#domain/shared/duration.ts'
import { actorLabel } from '../shared/actor-label.ts'
import { bold, moment, people, richText, section, text } from '../shared/elements.ts'
import { brief, escaped } from '../shared/escape.ts'
import { standing, whom } from './words.ts'

export type SwitchNews =
  | (Reminder & { stops: Stops; mention: readonly string[] })
  | { kind: 'release-asked'; at: string; by: Actor }
  | { kind: 'ended'; at: string; by: Actor }

interface Said {
  text: string
  elements: RichTextElement[]
}

const say = (news: SwitchNews, { scope, mode, since, until }: Engagement): Said => {
  const all = whom(scope)
  switch (news.kind) {
    case 'stragglers': {
      const names = [...news.stops.silent, ...news.stops.unfinished].map(({ agent }) => brief(agent, 60))
      const shown = names.slice(0, 10).join(', ')
      const more = names.length > 10 ? ` and ${names.length - 10} more` : ''
      const what = `Not confirmed after 60 s: ${shown}${more}`
      return {
        text: `⚠️ ${what}`,
        elements: [
          text('⚠️ '),
          bold(what),
          text('. The gate refuses them, but what they had begun may still run. '),
          text('Look at their hosts; the card has a button that revokes the token of each.'),
        ],
      }
    }
    case 'still-engaged':
      return {
        text: `⏰ ${standing(scope, mode)}, for ${timeBetween(since, news.at)} now`,
        elements: [
          text('⏰ '),
          bold(standing(scope, mode)),
          text(`, for ${timeBetween(since, news.at)} now. `),
          text(`To let go on: /claw resume ${scope}`),
        ],
      }
    case 'ends-soon':
      return {
        text: `⏰ ${all}: the stop ends in ${timeBetween(news.at, until ?? news.at)}`,
        elements: [
          text('⏰ '),
          bold(`The stop ends by itself in ${timeBetween(news.at, until ?? news.at)}`),
          ...(until ? [text(', '), moment(until)] : []),
          text(`. To keep it: /claw ${mode === 'paused' ? 'pause' : 'readonly'} ${scope}`),
        ],
      }
    case 'release-asked':
      return {
        text: `⏳ One person asks to let ${all} go on; one more has to`,
        elements: [
          text('⏳ '),
          actorLabel(news.by),
          text(' asks to let them go on. '),
          bold('One more person has to'),
          text(' within 15 minutes: the button above, or /claw resume all'),
        ],
      }
    case 'ended':
      return {
        text: `✅ ${all} may go on, after ${timeBetween(since, news.at)}`,
        elements: [
          text('✅ '),
          bold(`${all} may go on`),
          text(`, after ${timeBetween(since, news.at)}`),
          ...(news.by.kind === 'system'
            ? [text(': the time was over.')]
            : [text('. Released by '), actorLabel(news.by), text('.')]),
        ],
      }
    default:
      return news satisfies never
  }
}

export const switchNote = (news: SwitchNews, engagement: Engagement) => {
  const { text: words, elements } = say(news, engagement)
  const mention = 'mention' in news ? news.mention : []
  return {
    text: escaped(words),
    blocks: [
      richText(section(...elements), ...(mention.length > 0 ? [section(...people(mention, 10))] : [])),
    ],
  }
}
