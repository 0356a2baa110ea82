// `/claw resume`: lets agents go on, with care.
import { parseSwitchPhrase } from '#domain/kill-switch/phrase.ts'
import { releaseAs } from '../change-switch.ts'
import type { Command } from '../command.ts'
import { say } from '../reply.ts'
import { SCOPES } from '../switch-command.ts'

export const resume: Command = {
  name: 'resume',
  also: [
    'unpause',
    'un-pause',
    'continue',
    'go on',
    'carry on',
    'keep going',
    'go ahead',
    'start',
    'restart',
    'release',
    'unfreeze',
    'un-freeze',
    'unblock',
    'unstop',
    'un-stop',
    'proceed',
  ],
  usage: `resume ${SCOPES}`,
  summary: 'let agents go on; for all of them it takes two people',
  run: async (call) => {
    const phrase = parseSwitchPhrase(call.text)
    if ('problem' in phrase) return say(`Nothing was resumed: ${phrase.problem}`)
    return say(await releaseAs(call, phrase.target))
  },
}
