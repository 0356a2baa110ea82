// What every word after `/claw` is: a name, how to use it, one line for the help, and what it does.
import type { KnownBlock } from '@slack/types'

export interface CommandCall {
  /** Slack user id of whoever typed it. */
  user: string
  channel: string
  /** What follows the command's name. */
  text: string
  triggerId: string
  requestId: string
  now: string
}

export interface Answer {
  text: string
  blocks: KnownBlock[]
}

export interface Command {
  name: string
  /** Other words that people use for the same, in any case; several words are one after the other. */
  also?: readonly string[]
  /** As typed, like `show ID`. */
  usage: string
  summary: string
  run(call: CommandCall): Promise<Answer>
}
