// Answers that go back over the URL which Slack sends along with a click or a command; they need no token and no channel membership.

import type { KnownBlock } from '@slack/types'
import { patient } from '#config/patience.ts'
import { SlackRefused, SlackUnavailable } from './slack-errors.ts'

/**
 * Shows a message to the one person who clicked or typed. Good five times in 30 minutes; takes a second at most.
 * @throws SlackUnavailable, SlackRefused
 */
export const respondTo = async (
  url: string,
  message: { text: string; blocks: KnownBlock[] },
): Promise<void> => {
  const body = JSON.stringify({ ...message, response_type: 'ephemeral', replace_original: false })
  const headers = { 'content-type': 'application/json' }
  let status: number
  try {
    const options = { method: 'POST', headers, body, signal: AbortSignal.timeout(patient(1_000)) }
    status = (await fetch(url, { ...options, redirect: 'error' })).status
  } catch (error) {
    throw new SlackUnavailable(`response_url: ${error instanceof Error ? error.name : 'error'}`)
  }
  if (status >= 500 || status === 429) throw new SlackUnavailable(`response_url: ${status}`)
  if (status !== 200) throw new SlackRefused('response_url', String(status), [])
}
