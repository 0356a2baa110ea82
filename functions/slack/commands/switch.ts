// `/claw pause`, `readonly` and `resume`: stop agents at once, and let them go again with care.

import { parseSwitchPhrase } from '#domain/kill-switch/phrase.ts'
import type { Mode } from '#domain/kill-switch/state.ts'
import { maskText } from '#domain/sensitive/mask.ts'
import { engageAs, releaseAs } from '../turn-switch.ts'
import { asRead } from '../typed.ts'
import { say } from './answers.ts'
import type { Answer, Command, CommandCall } from './command.ts'

const GRAMMAR = '[all | agent:NAME | skill:NAME | channel:NAME]'

const engage =
  (mode: Mode) =>
  async (call: CommandCall): Promise<Answer> => {
    const phrase = parseSwitchPhrase(call.text)
    if ('problem' in phrase) return say(`Nothing was stopped: ${phrase.problem}`)
    const reason = phrase.reason === undefined ? {} : { reason: maskText(asRead(phrase.reason)) }
    return say(await engageAs(call, { ...phrase, ...reason }, mode))
  }

export const pause: Command = {
  name: 'pause',
  usage: `pause ${GRAMMAR} [for 30m] [because …]`,
  summary: 'stop agents at once; all of them when you name none',
  run: engage('paused'),
}
export const readonly: Command = {
  name: 'readonly',
  usage: `readonly ${GRAMMAR} [for 30m] [because …]`,
  summary: 'let agents read and nothing else',
  run: engage('readonly'),
}
export const resume: Command = {
  name: 'resume',
  usage: `resume ${GRAMMAR}`,
  summary: 'let agents go on; for all of them it takes two people',
  run: async (call) => {
    const phrase = parseSwitchPhrase(call.text)
    if ('problem' in phrase) return say(`Nothing was resumed: ${phrase.problem}`)
    return say(await releaseAs(call, phrase.scope))
  },
}
