// Lists of commands, a line each, and what people can do without typing.
import type { KnownBlock } from '@slack/types'
import { commandList } from '#blocks/command-list.ts'
import { bold, bullets, code, richText, text } from '#blocks/shared/elements.ts'
import type { Answer, Command } from './command.ts'

const withoutTyping = (): KnownBlock =>
  richText(
    bullets([
      [
        bold('A reaction'),
        text(' of '),
        code(':pushpin:'),
        text(' or '),
        code(':memo:'),
        text('  puts a message of the incidents channel on its incident’s timeline'),
      ],
      [
        bold('A message’s menu'),
        text(' (⋮), '),
        code('Declare an incident'),
        text('  makes an incident of what somebody wrote'),
      ],
    ]),
  )

/** A list of commands, and what can be done without one. */
export const commandHelp = (
  title: string,
  commands: readonly Pick<Command, 'usage' | 'summary'>[],
): Answer => ({ text: title, blocks: [...commandList(title, commands), withoutTyping()] })

export const incidentHelp = (): Answer =>
  commandHelp('What /claw can do about incidents', [
    { usage: 'incident', summary: 'those that are open' },
    { usage: 'incident sev2 mails go out twice', summary: 'declares one; add --drill for a drill' },
    { usage: 'incident report INC-1', summary: 'the one-page note' },
    { usage: 'ack INC-1', summary: 'you have seen it; the calling stops' },
    { usage: 'lead INC-1 @somebody', summary: 'who leads it; comms gives communication' },
    { usage: 'note INC-1 what to remember', summary: 'puts it on the timeline' },
    { usage: 'update INC-1', summary: 'tells customers or colleagues' },
    { usage: 'leak SECRET-NAME', summary: 'a secret has leaked; name it, never its value' },
  ])
