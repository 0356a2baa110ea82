// One incident goes on in another: first that one takes everything in, then this one ends, so that nothing is ever held by neither.
import type { MergeIncident } from '#domain/incident/commands.ts'
import type { Incident } from '#domain/incident/state.ts'
import { readIncident, runIncident } from '#store/incident/incidents.ts'

type Merging = Pick<MergeIncident, 'now' | 'by' | 'mayAct' | 'settings' | 'reason'>

/** The incident that was merged, or why it was not. May be repeated after a crash in the middle. */
export const mergeIncident = async (
  incident: Incident,
  target: string,
  merging: Merging,
  requestId: string,
): Promise<{ incident: Incident } | { refusal: string }> => {
  const into = await readIncident(target)
  if (!into) return { refusal: `There is no incident ${target}.` }
  const merge: MergeIncident = { ...merging, type: 'MergeIncident', into }
  const { id, status } = incident
  const mergeable = incident.id !== into.id && status !== 'closed' && status !== 'cancelled'
  // Refused before anything is taken in; the refusal is on the record of the incident that it is about.
  if (mergeable && incident.drill === into.drill) {
    const { reason: _, ...taking } = merging
    const { refusal } = await runIncident(
      into.id,
      { ...taking, type: 'AbsorbIncident', from: incident },
      requestId,
    )
    if (refusal) return { refusal: refusal.sentence }
  }
  const { state, refusal } = await runIncident(id, merge, requestId)
  if (refusal) return { refusal: refusal.sentence }
  return { incident: state.status === 'none' ? incident : state }
}
