// A refusal that stays on record, because somebody tried.
import type { Actor } from '../shared/actor.ts'
import type { Decision } from '../shared/decider.ts'
import type { IncidentEvent } from './events.ts'

export const refused = (
  { now, by }: { now: string; by: Actor },
  code: string,
  sentence: string,
): Decision<IncidentEvent> => ({
  events: [{ type: 'IncidentRefused', at: now, by, result: 'refused', code, sentence }],
  refusal: { code, sentence },
})
