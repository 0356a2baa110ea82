// `/claw pause`, `readonly` and `resume`: stop agents at once, and let them go again with care.
import { oneLine } from '#blocks/foreign-text.ts'
import type { Mode } from '#domain/kill-switch-state.ts'
import { parseSwitchPhrase, type SwitchPhrase } from '#domain/switch-phrase.ts'
import { plusSeconds } from '#domain/time.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { runSwitch } from '#store/kill-switch.ts'
import { notChecked, say } from './answers.ts'
import type { Answer, Command, CommandCall } from './command.ts'

const whom = (scope: string): string => (scope === 'all' ? 'All agents' : oneLine(scope))
const GRAMMAR = '[all | agent:NAME | skill:NAME | channel:NAME]'

const engage =
  (mode: Mode) =>
  async (call: CommandCall): Promise<Answer> => {
    const phrase = parseSwitchPhrase(call.text)
    if ('problem' in phrase) return say(`Nothing was stopped: ${phrase.problem}`)
    const person = await lookUpPerson(call.user)
    if (!person) return notChecked()
    const { scope, seconds, reason = 'No reason given' } = phrase
    const until = seconds === undefined ? undefined : plusSeconds(call.now, seconds)
    const by = { kind: 'person' as const, id: call.user }
    const { refusal } = await runSwitch(
      {
        type: 'EngageSwitch',
        now: call.now,
        by,
        mayAct: person.roles.length > 0,
        scope,
        mode,
        reason,
        until,
      },
      call.requestId,
    )
    if (refusal) return say(refusal.sentence)
    return say(engagedSentence(phrase, mode))
  }

const engagedSentence = ({ scope, seconds }: SwitchPhrase, mode: Mode): string => {
  const verb = scope === 'all' ? 'are' : 'is'
  const what =
    mode === 'paused'
      ? `${verb} paused: nothing more is allowed.`
      : `${verb} read-only: nothing that changes anything is allowed.`
  const end =
    seconds === undefined
      ? `It stays so until /claw resume ${scope}.`
      : `It ends by itself in ${Math.round(seconds / 60)} min.`
  return `${whom(scope)} ${what} ${end}`
}

const release = async (call: CommandCall): Promise<Answer> => {
  const phrase = parseSwitchPhrase(call.text)
  if ('problem' in phrase) return say(`Nothing was resumed: ${phrase.problem}`)
  const person = await lookUpPerson(call.user)
  if (!person) return notChecked()
  const by = { kind: 'person' as const, id: call.user }
  const { refusal } = await runSwitch(
    { type: 'ReleaseSwitch', now: call.now, by, mayAct: person.roles.length > 0, scope: phrase.scope },
    call.requestId,
  )
  return say(
    refusal?.sentence ??
      `${whom(phrase.scope)} may go on. What was withdrawn stays withdrawn; agents have to ask again.`,
  )
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
  run: release,
}
