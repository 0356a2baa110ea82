// What Slack says of accounts, for `npm run doctor`: the workspace of SLACK_BOT_TOKEN, or the laptop's while it runs.
import { LogLevel, WebClient } from '@slack/web-api'
import * as z from 'zod'
import { slackSecret } from '#local/fixed-secrets.ts'

type AccountState = 'active' | 'deactivated' | 'unknown to Slack'

const Answer = z.object({ user: z.object({ deleted: z.boolean().default(false) }) })

const laptop = `http://127.0.0.1:${process.env['PORT'] ?? 3000}/_slack/api/`

const client = (token: string, slackApiUrl: string): WebClient =>
  new WebClient(token, { slackApiUrl, timeout: 3_000, retryConfig: { retries: 1 }, logLevel: LogLevel.ERROR })

const answers = async (slack: WebClient): Promise<boolean> => {
  try {
    return (await slack.auth.test()).ok
  } catch {
    return false
  }
}

/** By id; undefined when there is nobody to ask. */
export const accountStates = async (
  ids: readonly string[],
): Promise<Map<string, AccountState> | undefined> => {
  const token = process.env['SLACK_BOT_TOKEN']
  const slack = token
    ? client(token, process.env['SLACK_API_URL'] ?? 'https://slack.com/api/')
    : client(slackSecret.botToken, laptop)
  if (!(await answers(slack))) return undefined
  const states = new Map<string, AccountState>()
  for (const id of ids) {
    try {
      const { user } = Answer.parse(await slack.users.info({ user: id }))
      states.set(id, user.deleted ? 'deactivated' : 'active')
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('user_not_found')) throw error
      states.set(id, 'unknown to Slack')
    }
  }
  return states
}
