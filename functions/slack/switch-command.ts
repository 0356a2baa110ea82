// What the words that stop agents share: a phrase becomes a stop, or a sentence says which part of it was not understood.
import { parseSwitchPhrase } from '#domain/kill-switch/phrase.ts'
import type { Mode } from '#domain/kill-switch/state.ts'
import { maskText } from '#domain/sensitive/mask.ts'
import { engageAs } from './change-switch.ts'
import type { Answer, CommandCall } from './command.ts'
import { say } from './reply.ts'
import { withNames } from './unescape.ts'

export const SCOPES = '[all | agent:NAME | skill:NAME | channel:NAME]'

export const engage =
  (mode: Mode) =>
  async (call: CommandCall): Promise<Answer> => {
    const phrase = parseSwitchPhrase(call.text)
    if ('problem' in phrase) return say(`Nothing was stopped: ${phrase.problem}`)
    const reason = phrase.reason === undefined ? {} : { reason: maskText(withNames(phrase.reason)) }
    return say(await engageAs(call, { ...phrase, ...reason }, mode))
  }
