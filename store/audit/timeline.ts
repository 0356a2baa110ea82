// Everything on record that an incident's timeline tells: its own events, all of them, and the latest of what else happened meanwhile.
import * as z from 'zod'
import type { Incident } from '#domain/incident/state.ts'
import { CANARY, CANARY_SCOPE } from '#domain/kill-switch/stops.ts'
import type { RecordedEvent } from '#domain/shared/recorded-event.ts'
import { readCommunication } from '../communication/communication.ts'
import { joinedAmong } from '../incident/alerts.ts'
import { incidentEvents } from '../incident/incidents.ts'
import { searchAudit } from './search.ts'

/** At most this many events beside the incident's own. */
const MOST = 1_000
const MOST_PAGES = 40

type Whose = Pick<Incident, 'id' | 'drill'>

/** What an event may say of whose it is. */
const Details = z.object({
  scope: z.string().optional(),
  engagement: z.object({ scope: z.string() }).optional(),
  draft: z.object({ incident: z.string() }).optional(),
  alerts: z.array(z.object({ fingerprint: z.string(), status: z.string().optional() })).default([]),
})
const detailsOf = ({ data }: RecordedEvent): z.infer<typeof Details> =>
  Details.safeParse(data).data ?? { alerts: [] }

const kindOf = ({ stream }: RecordedEvent): string => stream.slice(0, stream.indexOf('/'))

/** The product's test of itself, every five minutes: it would be most of any timeline. */
const ofSelfTest = (event: RecordedEvent): boolean => {
  const { scope, engagement } = detailsOf(event)
  return [event.agent, event.actor.id].includes(CANARY) || (scope ?? engagement?.scope) === CANARY_SCOPE
}

const ofNobody = (event: RecordedEvent, { drill }: Whose): boolean => {
  const kind = kindOf(event)
  // Its own are read for themselves, and others have timelines of their own.
  if (kind === 'incident' || ofSelfTest(event)) return true
  // A drill has no alerts, and a practised stop belongs to no trouble that is real.
  return drill ? kind === 'alert' : kind === 'switch-drill'
}

/** Tells whose a message is, and asks for each message at most once: only its draft names the incident. */
const messages = () => {
  const incidents = new Map<string, string | undefined>()
  return async (event: RecordedEvent): Promise<string | undefined> => {
    const { stream } = event
    if (!incidents.has(stream)) {
      const id = stream.slice(stream.indexOf('/') + 1)
      const { draft = (await readCommunication(id))?.draft } = detailsOf(event)
      incidents.set(stream, draft?.incident)
    }
    return incidents.get(stream)
  }
}

const belonging = ({ id, drill }: Whose, own: readonly RecordedEvent[]) => {
  const attached = new Set(
    own.flatMap((event) => detailsOf(event).alerts.map(({ fingerprint }) => fingerprint)),
  )
  const incidentOfMessage = messages()
  /** What fires joins one incident; what is over is said once, to whoever has it. */
  const hasJoined = (event: RecordedEvent, joined: ReadonlyMap<string, string>): boolean =>
    joined.has(event.stream)
      ? joined.get(event.stream) === id
      : detailsOf(event).alerts.some(
          ({ status, fingerprint }) => status === 'resolved' && attached.has(fingerprint),
        )
  return async (page: readonly RecordedEvent[]): Promise<RecordedEvent[]> => {
    const others = page.filter((event) => !ofNobody(event, { id, drill }))
    const deliveries = others.filter((event) => kindOf(event) === 'alert').map(({ stream }) => stream)
    const joined = await joinedAmong(deliveries)
    const kept: RecordedEvent[] = []
    for (const event of others) {
      const kind = kindOf(event)
      const belongs =
        kind === 'alert'
          ? hasJoined(event, joined)
          : kind !== 'communication' || (await incidentOfMessage(event)) === id
      if (belongs) kept.push(event)
    }
    return kept
  }
}

/**
 * All events of the incident, whenever they were, and the latest of those from `from` to `to` that belong to no other
 * incident, oldest first. `leftOut` says that there were more of the others.
 */
export const timelineOf = async (
  incident: Whose,
  { from, to }: { from: string; to: string },
): Promise<{ events: RecordedEvent[]; leftOut: boolean }> => {
  const own = await incidentEvents(incident.id)
  const belong = belonging(incident, own)
  const others: RecordedEvent[] = []
  let cursor: string | undefined
  let pages = 0
  do {
    const page = await searchAudit({ from, to }, cursor)
    others.push(...(await belong(page.events)))
    cursor = page.cursor
    pages++
  } while (cursor !== undefined && others.length < MOST && pages < MOST_PAGES)
  // What led to an event of the same millisecond stands before it.
  const events = [...others.reverse(), ...own].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return { events, leftOut: cursor !== undefined }
}
