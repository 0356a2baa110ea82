// `/claw WORD …`: finds the command, or the one that was probably meant; every answer is for whoever typed it alone.
import type { App } from '@slack/bolt'
import { brief } from '#blocks/shared/escape.ts'
import { nearest } from '#domain/shared/nearest.ts'
import { log } from '#telemetry/log.ts'
import type { Answer, CommandCall } from './command.ts'
import { errorSentence } from './errors.ts'
import { commandHelp } from './help-answers.ts'
import { commands } from './registry.ts'
import { say } from './reply.ts'
import { ANSWER_MS, within } from './time-outs.ts'
import { unescaped } from './unescape.ts'

const failed = 'This could not be answered just now: the record did not respond. Try again in a moment.'
const late =
  'This takes longer than Slack waits for an answer. Try again in a moment, and look first whether it was done.'

const unknown = (word: string): Answer => {
  const meant = nearest(
    word,
    commands.map(({ name }) => name),
  )
  const words = `There is no “/claw ${brief(word, 40)}”.${meant ? ` Did you mean “/claw ${meant}”?` : ''}`
  const { text, blocks } = say(words)
  return { text, blocks: [...blocks, ...commandHelp('What /claw can do', commands).blocks] }
}

export const answerTo = async (call: CommandCall): Promise<Answer> => {
  const [, word = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*?)\s*$/.exec(call.text) ?? []
  const name = word === '' ? 'help' : word.toLowerCase()
  const command = commands.find((each) => each.name === name)
  if (!command) return unknown(word)
  try {
    return await command.run({ ...call, text: rest })
  } catch (error) {
    log.fault('slack.command-failed', error, { command: name })
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
