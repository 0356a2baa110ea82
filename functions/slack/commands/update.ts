// `/claw update`: opens the form in which customers or colleagues are written to, with the template that fits.
import { communicationForm } from '#blocks/communication/form.ts'
import { audiences } from '#config/audiences.ts'
import { type Audience, MessageKind } from '#domain/communication/state.ts'
import { nearest } from '#domain/shared/nearest.ts'
import { notAllowed } from '#domain/shared/permissions.ts'
import { openView } from '#gateways/slack.ts'
import type { Command } from '../command.ts'
import { draftForm, kindDue, publishedAbout } from '../draft-form.ts'
import { askingAs, meantIncident } from '../incidents.ts'
import { notChecked, say } from '../reply.ts'

const EXAMPLE = '/claw update ID for colleagues'

interface Wanted {
  audience: Audience
  kind?: MessageKind | undefined
}

const unknown = (word: string, possible: string[]): string => {
  // The word alone was looked at, so a candidate is compared without its "for".
  const bare = nearest(
    word,
    possible.map((each) => each.replace(/^for /, '')),
  )
  const meant = bare && possible.find((each) => each === bare || each === `for ${bare}`)
  return `“${word.slice(0, 40)}” is neither a kind of message nor an audience.${
    meant ? ` Did you mean “${meant}”?` : ''
  } There are ${possible.join(', ')}.`
}

/** Whom and what for, in any order: `for colleagues`, `resolution`, or nothing; a sentence when it is neither. */
const wantedIn = (rest: string): Wanted | string => {
  const known = audiences().map(({ audience }) => audience)
  const words = rest
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '' && word !== 'for')
  const wanted: Wanted = { audience: known[0]! }
  for (const word of words) {
    const audience = known.find(({ id, name }) => word === id || word === name.toLowerCase())
    const kind = MessageKind.safeParse(word).data
    if (audience) wanted.audience = audience
    else if (kind) wanted.kind = kind
    else return unknown(word, [...MessageKind.options, ...known.map(({ id }) => `for ${id}`)])
  }
  return wanted
}

export const update: Command = {
  name: 'update',
  also: ['tell customers', 'inform customers', 'publish'],
  usage: 'update [ID] [for AUDIENCE] [acknowledgement | update | resolution | correction]',
  summary: 'tell customers or colleagues about an incident; the template that fits is chosen',
  run: async ({ text, user, triggerId, now }) => {
    const meant = await meantIncident(text, EXAMPLE)
    if ('problem' in meant) return say(meant.problem)
    const { incident, rest } = meant
    const wanted = wantedIn(rest)
    if (typeof wanted === 'string') return say(wanted)
    const { audience } = wanted
    const [asking, told] = await Promise.all([
      askingAs(user, 'message.publish'),
      publishedAbout(incident, audience),
    ])
    if (!asking) return notChecked()
    if (!asking.mayAct) return say(notAllowed('message.publish'))
    const kind = wanted.kind ?? kindDue(incident, told)
    if (kind === 'correction' && told.length === 0)
      return say(
        `Nothing has been published for ${audience.name} about ${incident.id}, so there is nothing to correct.`,
      )
    await openView(
      triggerId,
      communicationForm(draftForm(incident, { audience, kind, values: {} }, told, now)),
    )
    return say(`Write to ${audience.name} about ${incident.id}; the form shows what they will read.`)
  },
}
