// `/claw status`: what burns, and what is stopped, by whom, why, since when and until when, and how fast each agent stopped.
import { switchStatus } from '#blocks/kill-switch/status.ts'
import { sentence } from '#blocks/shared/elements.ts'
import { postingLines } from '#blocks/shared/outbox.ts'
import { channels, settingsProblems } from '#config/load.ts'
import { engagedNow } from '#domain/kill-switch/state.ts'
import { refusing, secondsBehind } from '#domain/posting/outbox.ts'
import { personMay } from '#domain/shared/permissions.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { readSwitch } from '#store/kill-switch/kill-switch.ts'
import { stopFacts } from '#store/kill-switch/stops.ts'
import { readOutbox } from '#store/posting/outbox.ts'
import { readPosture } from '#store/posture.ts'
import type { Command } from '../command.ts'
import { incidentStatus, isAboutIncident } from '../incident-status.ts'
import { notChecked, say } from '../reply.ts'

const LOOK_AT = 5

/** A channel as people know it; a direct message's is its id. */
const nameOf = (id: string): string => {
  const named = Object.values(channels()).find((channel) => channel.id === id)
  return named ? `#${named.name}` : id
}

export const status: Command = {
  name: 'status',
  also: ['state', 'what is stopped', "what's stopped", 'kill switch', 'killswitch', 'switch'],
  usage: 'status [ID [mitigated because …]]',
  summary: 'what is stopped, why, and how fast each agent stopped; with an ID, how far an incident is',
  run: async (call) => {
    if (isAboutIncident(call.text)) return incidentStatus(call)
    const { user, now } = call
    const [person, state, { severity }, outbox] = await Promise.all([
      lookUpPerson(user),
      readSwitch(),
      readPosture(),
      readOutbox(),
    ])
    if (!person) return notChecked()
    if (!personMay(person, 'record.read')) return say('You hold no role, so there is nothing to show you.')
    const engaged = engagedNow(state, now)
    const facts = await Promise.all(engaged.slice(0, LOOK_AT).map((each) => stopFacts(each, state, now)))
    const { text, blocks } = switchStatus(facts, engaged.length, severity, settingsProblems())
    const posting = postingLines({
      refused: refusing(outbox).map(({ channel, code }) => ({ code, channel: nameOf(channel) })),
      behindSeconds: secondsBehind(outbox, Date.parse(now)),
    })
    return { text: [text, ...posting].join(' '), blocks: [...blocks, ...posting.map(sentence)] }
  },
}
