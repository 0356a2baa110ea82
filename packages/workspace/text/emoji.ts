// Why: Slack's names for emoji are older than the standard ones, so a few have to be translated before they are looked up.
import { get } from 'node-emoji'

const slackNames: Record<string, string> = {
  black_square_for_stop: '⏹️',
  double_vertical_bar: '⏸️',
  large_green_circle: '🟢',
  large_orange_circle: '🟠',
  large_purple_circle: '🟣',
  large_yellow_circle: '🟡',
  octagonal_sign: '🛑',
  pencil: '📝',
  robot_face: '🤖',
  thumbsup: '👍',
  thumbsdown: '👎',
}

/** The character for `:name:`, or the name in colons when there is none, as Slack shows it. */
export const emojiFor = (name: string) => slackNames[name] ?? get(name) ?? `:${name}:`
