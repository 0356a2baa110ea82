// What the model is told when a call did not run: why, that nothing happened, and what it can do now.
import type { Decision, View } from './answers.ts'
import type { GateError } from './http.ts'

export const nothingRan = 'Nothing was run.'

export const faultSentence = (error: GateError): string => {
  switch (error.fault) {
    case 'limited':
      return `claw-control refuses more requests for now: ${error.message} ${nothingRan} Wait before you try again.`
    case 'refused':
      return `claw-control did not accept the request: ${error.message} ${nothingRan}`
    case 'skewed':
      return `claw-control cannot be relied on: ${error.message}. ${nothingRan} Tell the person you work for.`
    case 'aborted':
      return `The call was abandoned before it was decided. ${nothingRan}`
    default:
      return `claw-control cannot be reached (${error.message}), and without it no tool runs. ${nothingRan} Tell the person you work for and try again later.`
  }
}

export const denialSentence = ({ reason, policies, id }: Decision): string => {
  const named = policies.length === 0 ? '' : ` (policy ${policies.join(', ')})`
  return `Denied by claw-control: ${reason}${named} ${nothingRan} Do not repeat this call unchanged. Action ${id}.`
}

export const undecidedSentence = (id: string, { status, reason, votes }: View): string => {
  const voice = votes.find(({ verdict, reason: words }) => verdict === 'deny' && words !== '')
  const why = voice ? `${voice.by} says: ${voice.reason}` : reason
  return `Not approved (${status}): ${why} ${nothingRan} Do not repeat this call unchanged. Action ${id}.`
}

export const waitingSentence = ({ approval, reason }: Decision): string => {
  const who = approval
    ? `${approval.quorum} of ${approval.roles.join(', ')}, until ${approval.expiresAt}`
    : 'people'
  return `Waits for approval by ${who}. ${reason}`
}
