// `/claw drill pause`: practise a stop; nothing stops, and people see how fast they are.
import { directory } from '#config/load.ts'
import { DRILL, drillSeconds, switchDrill } from '#domain/kill-switch/drill.ts'
import { noDuration, parseDuration } from '#domain/shared/duration.ts'
import { holdersOf } from '#domain/shared/people.ts'
import { personMay } from '#domain/shared/permissions.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import type { Command } from '../command.ts'
import { notChecked, say } from '../reply.ts'

const SHORTEST = 60
const LONGEST = 3_600

export const drill: Command = {
  name: 'drill',
  usage: 'drill pause [for 5m]',
  summary: 'practise a stop with people; nothing is stopped',
  run: async ({ user, text, now, requestId }) => {
    const [, what = '', time] = /^(\S*)\s*(?:for\s+(.*))?$/i.exec(text.trim()) ?? []
    if (what.toLowerCase() !== 'pause') return say('Type /claw drill pause, or /claw drill pause for 5m.')
    const seconds = time === undefined ? drillSeconds : parseDuration(time)
    if (seconds === undefined) return say(`No drill was started: ${noDuration(time ?? '', '5m')}`)
    if (seconds < SHORTEST || seconds > LONGEST)
      return say('A drill lasts from one minute to one hour; write it like 5m.')
    const person = await lookUpPerson(user)
    if (!person) return notChecked()
    const asked = holdersOf(directory(), ['security', 'platform'])
    const { refusal } = await runCommand(
      switchDrill,
      DRILL,
      { type: 'StartDrill', now, by: user, mayAct: personMay(person, 'drill.join'), seconds, asked },
      { requestId },
    )
    if (refusal) return say(refusal.sentence)
    return say(
      `DRILL started: ${asked.length} people are called in the operations channel. Nothing is stopped.`,
    )
  },
}
