// A refusal that stays on record, because somebody tried.
import type { Actor } from './actor.ts'
import type { Decision } from './decider.ts'
import type { IncidentEvent } from './incident-events.ts'

export const refused = (
  { now, by }: { now: string; by: Actor },
  code: string,
  sentence: string,
): Decision<IncidentEvent> => ({
  events: [{ type: 'IncidentRefused', at: now, by, result: 'refused', code, sentence }],
  refusal: { code, sentence },
})
