// `/claw merge`: two incidents turn out to be one trouble; the first goes on in the second.
import { splitIncidentId } from '#domain/incident/phrase.ts'
import { maskText } from '#domain/sensitive/mask.ts'
import { splitReason } from '#domain/shared/plain-text.ts'
import { mergeIncident } from '#functions/incidents/merge.ts'
import { readIncident } from '#store/incident/incidents.ts'
import type { Command } from '../command.ts'
import { askingAs } from '../incidents.ts'
import { notChecked, say } from '../reply.ts'
import { withNames } from '../unescape.ts'

export const merge: Command = {
  name: 'merge',
  also: ['combine'],
  usage: 'merge ID into ID [because …]',
  summary: 'two incidents are one trouble: the first goes on in the second',
  run: async ({ text, user, requestId }) => {
    const { said, reason = 'They are one trouble.' } = splitReason(text)
    const first = splitIncidentId(said)
    const second = splitIncidentId(
      first.rest.replace(/^(?:(?:is|in|into|with|and|to|the|same|as|&)\s+)+/i, ''),
    )
    if (!first.id || !second.id)
      return say('Which two? Type /claw merge INC-2 into INC-1: the first goes on in the second.')
    const asking = await askingAs(user)
    if (!asking) return notChecked()
    const incident = await readIncident(first.id)
    if (!incident) return say(`There is no ${first.id}.`)
    const merged = await mergeIncident(
      incident,
      second.id,
      { ...asking, reason: maskText(withNames(reason)) },
      requestId,
    )
    return say(
      'refusal' in merged ? merged.refusal : `${first.id} goes on in ${second.id}; its alerts are there now.`,
    )
  },
}
