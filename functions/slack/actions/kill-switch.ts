// The buttons of the kill switch: the red one that stops everything, the one that lets go on, and the one that takes a token away.
import type { App } from '@slack/bolt'
import { AgentRef, actionIds, ScopeRef } from '#blocks/action-ids.ts'
import { brief } from '#blocks/shared/escape.ts'
import { targetOfScope } from '#domain/kill-switch/scope-names.ts'
import { personMay } from '#domain/shared/permissions.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { revokeTokens } from '#store/kill-switch/revocation.ts'
import { engageAs, releaseAs } from '../change-switch.ts'
import { drawHome } from '../draw-home.ts'
import { type Click, onAction } from '../on-action.ts'

const notStopped =
  'The stop could not be recorded, so agents still run. Try again, or type /claw pause all. From outside Slack: npm run claw -- pause all'
const notReleased = 'This could not be recorded, so the stop still stands; try again.'
const notRevoked = 'The token could not be revoked just now; try again.'

const now = () => new Date().toISOString()

const pauseAll = async ({ user, requestId, home }: Click): Promise<string> => {
  const phrase = {
    target: { kind: 'all' as const },
    evenIfUnknown: false,
    reason: 'The red button was pressed',
  }
  const words = await engageAs({ user, requestId, now: now() }, phrase, 'paused')
  // In App Home there is no channel to answer in, so the page itself has to show it.
  if (home) await drawHome(user)
  return words
}

const resume = ({ user, requestId, value }: Click): Promise<string> =>
  releaseAs({ user, requestId, now: now() }, targetOfScope(ScopeRef.parse(value).scope))

const revoke = async ({ user, requestId, value }: Click): Promise<string> => {
  const { agent } = AgentRef.parse(value)
  const person = await lookUpPerson(user)
  const mayAct = personMay(person, 'token.revoke')
  const by = { kind: 'person' as const, id: user }
  const refusal = await revokeTokens({ agent, by, mayAct, now: now() }, requestId)
  return (
    refusal?.sentence ??
    `The token of ${brief(agent, 60)} is refused from now on. It needs a new one to come back.`
  )
}

export const killSwitchActions = (app: App): void => {
  onAction(app, actionIds.switchPauseAll, notStopped, pauseAll)
  onAction(app, actionIds.switchResume, notReleased, resume)
  onAction(app, actionIds.switchRevokeToken, notRevoked, revoke)
}
