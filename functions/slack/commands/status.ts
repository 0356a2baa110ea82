// `/claw status`: what burns, and what is stopped, by whom, why, since when and until when, and how fast each agent stopped.
import { switchStatus } from '#blocks/kill-switch/status.ts'
import { engagedNow } from '#domain/kill-switch/state.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { readSwitch } from '#store/kill-switch/kill-switch.ts'
import { stopFacts } from '#store/kill-switch/stops.ts'
import { readPosture } from '#store/posture.ts'
import type { Command } from '../command.ts'
import { notChecked, say } from '../reply.ts'

const LOOK_AT = 5

export const status: Command = {
  name: 'status',
  usage: 'status',
  summary: 'what is stopped, why, and how fast each agent stopped',
  run: async ({ user, now }) => {
    const [person, state, { severity }] = await Promise.all([lookUpPerson(user), readSwitch(), readPosture()])
    if (!person) return notChecked()
    if (person.roles.length === 0) return say('You hold no role, so there is nothing to show you.')
    const engaged = engagedNow(state, now)
    const facts = await Promise.all(engaged.slice(0, LOOK_AT).map((each) => stopFacts(each, state, now)))
    return switchStatus(facts, engaged.length, severity)
  },
}
