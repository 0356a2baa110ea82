// Answers of one sentence, for whoever typed or clicked alone.

import { sentence } from '#blocks/shared/elements.ts'
import { escaped } from '#blocks/shared/escape.ts'
import { noticeView } from '#blocks/shared/notice-view.ts'
import { openView, postEphemeral } from '#gateways/slack.ts'
import { respondTo } from '#gateways/slack-response.ts'
import { log } from '#telemetry/log.ts'
import type { Answer } from './command.ts'

export const say = (words: string): Answer => ({ text: escaped(words), blocks: [sentence(words)] })

export const notCheckedSentence =
  'Your account could not be checked just now, so nothing was done. Try again in a moment.'
export const notChecked = (): Answer => say(notCheckedSentence)

/** Where somebody is who clicked, as far as Slack says. */
export interface Whereabouts {
  user: string
  triggerId: string
  channel?: string | undefined
  responseUrl?: string | undefined
}

/** One sentence over the click's own URL, or else in its channel, or where there is none (App Home, a form) in a window. */
export const replyTo = async (
  { user, triggerId, channel, responseUrl }: Whereabouts,
  words: string,
): Promise<void> => {
  try {
    if (responseUrl) return await respondTo(responseUrl, say(words))
  } catch (error) {
    log.fault('slack.answer-failed', error)
  }
  try {
    if (channel) await postEphemeral({ channel, user, ...say(words) })
    else await openView(triggerId, noticeView(words))
  } catch (error) {
    log.fault('slack.answer-lost', error)
  }
}
