// `/claw whoami`: the roles that count for whoever asks, at this moment.
import { oneLine } from '#blocks/shared/escape.ts'
import { directory } from '#config/load.ts'
import { personMay } from '#domain/shared/permissions.ts'
import { lookUpPerson } from '#gateways/people.ts'
import type { Command } from '../command.ts'
import { waitingFor } from '../queue.ts'
import { notChecked, say } from '../reply.ts'

export const whoami: Command = {
  name: 'whoami',
  also: ['who am i', 'me', 'roles', 'my roles'],
  usage: 'whoami',
  summary: 'your roles, as they count now',
  run: async ({ user, now }) => {
    const person = await lookUpPerson(user)
    if (!person) return notChecked()
    const name = directory().people[user]?.name
    const you = name
      ? `You are ${oneLine(name)} (${user}).`
      : `You are ${user}, and config/people.yml does not list you.`
    if (!personMay(person, 'request.decide'))
      return say(`${you} You hold no role, so you cannot decide requests.`)
    const waiting = (await waitingFor(person, now)).length
    const wait = waiting === 0 ? 'Nothing waits for you.' : `Waiting for you: ${waiting}; see /claw queue.`
    return say(`${you} Your roles: ${person.roles.join(', ')}. ${wait}`)
  },
}
