// `/claw queue`: what waits for whoever asks.

import { waitingList } from '#blocks/action/lists.ts'
import { header } from '#blocks/shared/elements.ts'
import { counted } from '#blocks/shared/escape.ts'
import { personMay } from '#domain/shared/permissions.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { cardLinks } from '../card-links.ts'
import type { Command } from '../command.ts'
import { waitingFor } from '../queue.ts'
import { notChecked, say } from '../reply.ts'

export const queue: Command = {
  name: 'queue',
  also: ['waiting', 'pending', 'what waits', 'inbox', 'todo'],
  usage: 'queue',
  summary: 'what waits for you',
  run: async ({ user, now }) => {
    const person = await lookUpPerson(user)
    if (!person) return notChecked()
    if (!personMay(person, 'record.read')) return say('You hold no role, so nothing waits for you.')
    const waiting = await waitingFor(person, now)
    const text =
      waiting.length > 0 ? `${counted(waiting.length, 'request')} waiting for you` : 'Nothing waits for you.'
    return {
      text,
      blocks: [
        ...(waiting.length > 0 ? [header(text)] : []),
        ...waitingList(waiting, 'Nothing waits for you.', await cardLinks(waiting)),
      ],
    }
  },
}
