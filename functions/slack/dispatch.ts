// `/claw WORD …`: finds the command, or the one that was probably meant; every answer is for whoever typed it alone.
import type { App } from '@slack/bolt'
import { pauseAllButton } from '#blocks/kill-switch/words.ts'
import { brief } from '#blocks/shared/escape.ts'
import { readIncidentPhrase } from '#domain/incident/phrase.ts'
import { log } from '#telemetry/log.ts'
import type { Answer, Command, CommandCall } from './command.ts'
import { errorSentence } from './errors.ts'
import { findCommand } from './find-command.ts'
import { commandFor } from './incident-sayings.ts'
import { commands } from './registry.ts'
import { say } from './reply.ts'
import { ANSWER_MS, within } from './time-outs.ts'
import { unescaped } from './unescape.ts'

const failed = 'This could not be answered just now: the record did not respond. Try again in a moment.'
const late =
  'This takes longer than Slack waits for an answer. Try again in a moment, and look first whether it was done.'

const named = (name: string): Command => {
  const command = commands.find((each) => each.name === name)
  if (!command) throw new Error(`there is no command ${name}`)
  return command
}

/** Three lines: what was not understood, what may be urgent, and where everything stands. */
const unknown = (word: string, meant: Command | undefined): Answer => {
  const { text, blocks } = say(
    [
      `There is no “/claw ${brief(word, 40)}”.${meant ? ` Did you mean “/claw ${meant.name}”?` : ''}`,
      'To stop all agents: /claw pause all. To declare what is wrong: /claw incident what happened.',
      '/claw help lists everything.',
    ].join('\n'),
  )
  return meant?.name === 'pause'
    ? { text, blocks: [...blocks, { type: 'actions', elements: [pauseAllButton()] }] }
    : { text, blocks }
}

const usage = ({ usage, summary, also = [] }: Command): Answer =>
  say(`/claw ${usage}: ${summary}.${also.length > 0 ? ` The same: ${also.slice(0, 6).join(', ')}.` : ''}`)

type Meant = { command: Command; text: string } | { answer: Answer }

/** Words about an incident that exists lead to the command for it, also behind `/claw incident`, where they would declare one. */
const sayingIn = (text: string): Meant | undefined => {
  const phrase = readIncidentPhrase(text)
  if (!phrase) return undefined
  const meant = commandFor(phrase)
  return 'sentence' in meant
    ? { answer: say(meant.sentence) }
    : { command: named(meant.name), text: meant.text }
}

const meantBy = (text: string): Meant => {
  const found = findCommand(text, commands)
  if (found === undefined) return { command: named('help'), text: '' }
  if ('unknown' in found) return sayingIn(text) ?? { answer: unknown(found.unknown, found.meant) }
  const { command, rest, help } = found
  if (command.name === 'incident') {
    const phrase = readIncidentPhrase(rest)
    // A number alone is no command; it is asked what is meant.
    if (phrase && phrase.verb !== 'about') return sayingIn(rest)!
  } else if (help) return { answer: usage(command) }
  return { command, text: rest }
}

export const answerTo = async (call: CommandCall): Promise<Answer> => {
  const meant = meantBy(call.text)
  if ('answer' in meant) return meant.answer
  try {
    return await meant.command.run({ ...call, text: meant.text })
  } catch (error) {
    log.fault('slack.command-failed', error, { command: meant.command.name })
    return say(errorSentence(error, failed))
  }
}

export const commandDispatch = (app: App): void => {
  app.command('/claw', async ({ command, ack, context }) => {
    const answer = await within(
      ANSWER_MS,
      answerTo({
        user: command.user_id,
        channel: command.channel_id,
        triggerId: command.trigger_id,
        text: unescaped(command.text ?? ''),
        requestId: String(context['requestId'] ?? command.trigger_id),
        now: new Date().toISOString(),
      }),
      say(late),
    )
    await ack({ response_type: 'ephemeral', ...answer })
  })
}
