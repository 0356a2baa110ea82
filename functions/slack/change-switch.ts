// A person's hand on the switch, whether they typed or clicked: who they are is looked up here, what it does is the decider's to say.
import { standing, whom } from '#blocks/kill-switch/words.ts'
import { directory } from '#config/load.ts'
import type { SwitchPhrase } from '#domain/kill-switch/phrase.ts'
import type { Mode } from '#domain/kill-switch/state.ts'
import { durationInWords } from '#domain/shared/duration.ts'
import { plusSeconds } from '#domain/shared/time.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { runSwitch } from '#store/kill-switch/kill-switch.ts'

/** Who changes it, and in which request. */
export interface Changer {
  user: string
  requestId: string
  now: string
}

const notChecked = 'Your account could not be checked just now, so nothing was done. Try again in a moment.'

const engagedSentence = ({ scope, seconds }: SwitchPhrase, mode: Mode): string => {
  const what = mode === 'paused' ? 'nothing more is allowed' : 'nothing that changes anything is allowed'
  const end =
    seconds === undefined
      ? `It stays so until /claw resume ${scope}.`
      : `It ends by itself in ${durationInWords(seconds)}.`
  return `${standing(scope, mode)}: ${what}. ${end}`
}

/**
 * Stops what the phrase names; the sentence for whoever did it. A stop is the safe direction, so when Slack cannot say
 * who somebody is, the directory's word is enough.
 */
export const engageAs = async (
  { user, requestId, now }: Changer,
  phrase: SwitchPhrase,
  mode: Mode,
): Promise<string> => {
  const person = await lookUpPerson(user)
  const roles = person ? person.roles : (directory().people[user]?.roles ?? [])
  const { scope, seconds, reason = 'No reason given' } = phrase
  const until = seconds === undefined ? undefined : plusSeconds(now, seconds)
  const by = { kind: 'person' as const, id: user }
  const { refusal } = await runSwitch(
    { type: 'EngageSwitch', now, by, mayAct: roles.length > 0, scope, mode, reason, until },
    requestId,
  )
  return refusal?.sentence ?? engagedSentence(phrase, mode)
}

/** Lets a scope go on, or says who else has to want it; the sentence for whoever did it. */
export const releaseAs = async ({ user, requestId, now }: Changer, scope: string): Promise<string> => {
  const person = await lookUpPerson(user)
  if (!person) return notChecked
  const by = { kind: 'person' as const, id: user }
  const { refusal } = await runSwitch(
    { type: 'ReleaseSwitch', now, by, mayAct: person.roles.length > 0, scope },
    requestId,
  )
  return (
    refusal?.sentence ??
    `${whom(scope)} may go on. What was withdrawn stays withdrawn; agents have to ask again.`
  )
}
