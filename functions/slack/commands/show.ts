// `/claw show ID`: the whole story of one action.
import { storyView } from '#blocks/action/story-view.ts'
import type { KnownAction } from '#domain/action/state.ts'
import { personMay } from '#domain/shared/permissions.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { listQueue, readAction, storyOf } from '#store/action/actions.ts'
import type { Command } from '../command.ts'
import { notChecked, say } from '../reply.ts'

const wellFormed = /^act_[\w-]{1,100}$/

/** The action with this id or, as a courtesy, the only waiting one whose id begins so. */
const find = async (id: string): Promise<KnownAction | 'several' | undefined> => {
  const exact = await readAction(id)
  if (exact) return exact
  const alike = (await listQueue('pending', { limit: 100 })).filter(({ request }) =>
    request.id.startsWith(id),
  )
  return alike.length > 1 ? 'several' : alike[0]
}

export const show: Command = {
  name: 'show',
  also: ['details', 'story'],
  usage: 'show ID',
  summary: 'the whole story of one request',
  run: async ({ user, text, now }) => {
    // People paste ids with the signs that Slack formats with.
    const id = text.replaceAll(/[`"'<>*]/g, '').trim()
    if (id === '')
      return say('Which one? Type /claw show ID, with an id like act_1a2b; cards and /claw queue show them.')
    if (!wellFormed.test(id)) return say('That is no id of a request; they look like act_1a2b.')
    const person = await lookUpPerson(user)
    if (!person) return notChecked()
    const found = await find(id)
    // Whoever may not read it learns nothing, not even whether it exists.
    const unknown = say(
      'There is no request with this id that you can see. Type /claw queue for what waits for you.',
    )
    if (found === undefined) return unknown
    if (found !== 'several' && found.request.owner === user)
      return storyView(found, await storyOf(found.request.id), now)
    if (!personMay(person, 'record.read')) return unknown
    if (found === 'several') return say('Several waiting requests begin so; type a little more of the id.')
    return storyView(found, await storyOf(found.request.id), now)
  },
}
