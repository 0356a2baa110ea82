// Who did something, as every card, thread, list and story says it.
import type { RichTextElement } from '@slack/types'
import type { Actor } from '#domain/shared/actor.ts'
import { bold, person, text } from './elements.ts'
import { brief } from './escape.ts'

/** The product's own parts, by the id that they write into the record. */
const parts: Record<string, string> = {
  alerts: 'an alert',
  anomaly: 'the anomaly watch',
  budget: 'the budget',
  clock: 'the clock',
  drill: 'the drill',
  'kill-switch': 'a pause',
  limits: 'the limits',
}

/** A person as a mention, an agent by name, an operator as one, a part of the product in words. */
export const actorLabel = ({ kind, id }: Actor): RichTextElement => {
  if (kind === 'person') return person(id)
  if (kind === 'agent') return bold(brief(id, 60))
  if (kind === 'operator') return text(`operator ${brief(id, 60)}`)
  return text(parts[id] ?? `claw-control (${brief(id, 40)})`)
}
