// A person's hand on the switch, whether they typed or clicked: who they are is looked up here, what it does is the decider's to say.
import { standing, whom } from '#blocks/kill-switch/words.ts'
import { directory } from '#config/load.ts'
import type { SwitchPhrase } from '#domain/kill-switch/phrase.ts'
import { resolveScope, type Target } from '#domain/kill-switch/scope-names.ts'
import { engagedNow, type Mode } from '#domain/kill-switch/state.ts'
import { durationInWords } from '#domain/shared/duration.ts'
import { personMay } from '#domain/shared/permissions.ts'
import { plusSeconds } from '#domain/shared/time.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { readSwitch, runSwitch } from '#store/kill-switch/kill-switch.ts'
import { namesToStop, stoppedNames } from '#store/kill-switch/known-names.ts'
import { notCheckedSentence } from './reply.ts'

/** Who changes it, and in which request. */
export interface Changer {
  user: string
  requestId: string
  now: string
}

const engagedSentence = (scope: string, seconds: number | undefined, mode: Mode): string => {
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
  { target, evenIfUnknown, seconds, reason = 'No reason given' }: SwitchPhrase,
  mode: Mode,
): Promise<string> => {
  const known = target.kind === 'all' ? [] : await namesToStop(await readSwitch())
  const meant = resolveScope(target, known, { evenIfUnknown })
  if ('problem' in meant) return `Nothing was stopped. ${meant.problem}`
  const { scope } = meant
  const person = (await lookUpPerson(user)) ?? { roles: directory().people[user]?.roles ?? [] }
  const until = seconds === undefined ? undefined : plusSeconds(now, seconds)
  const by = { kind: 'person' as const, id: user }
  const mayAct = personMay(person, 'agents.stop')
  const { refusal } = await runSwitch(
    { type: 'EngageSwitch', now, by, mayAct, scope, mode, reason, until },
    requestId,
  )
  return refusal?.sentence ?? engagedSentence(scope, seconds, mode)
}

/** What can be let go instead, when nothing is stopped under that name. */
const instead = async (now: string): Promise<string> => {
  const [first, ...others] = engagedNow(await readSwitch(), now).map(({ scope }) => scope)
  if (first === undefined) return 'Nothing is stopped at all.'
  const more = others.length > 0 ? `, and ${others.slice(0, 5).join(', ')}` : ''
  return `Stopped is ${first}${more}; type /claw resume ${first}.`
}

/** Lets a scope go on, or says who else has to want it; the sentence for whoever did it. */
export const releaseAs = async ({ user, requestId, now }: Changer, target: Target): Promise<string> => {
  const person = await lookUpPerson(user)
  if (!person) return notCheckedSentence
  const by = { kind: 'person' as const, id: user }
  const mayAct = personMay(person, 'agents.release')
  const meant = resolveScope(target, target.kind === 'all' ? [] : stoppedNames(await readSwitch()))
  if ('problem' in meant && mayAct) return `Nothing was resumed. ${await instead(now)}`
  const scope = 'scope' in meant ? meant.scope : 'all'
  const { refusal } = await runSwitch({ type: 'ReleaseSwitch', now, by, mayAct, scope }, requestId)
  if (refusal?.code === 'not-engaged') return `${refusal.sentence} ${await instead(now)}`
  return (
    refusal?.sentence ??
    `${whom(scope)} may go on. What was withdrawn stays withdrawn; agents have to ask again.`
  )
}
