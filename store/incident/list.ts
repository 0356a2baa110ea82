// Lists of incidents, newest first (eventually consistent), as far as somebody wants to read.
import * as z from 'zod'
import { incident } from '#domain/incident/incident.ts'
import type { Incident } from '#domain/incident/state.ts'
import { onQueue, type Cursor as Place, queryPage } from '../kernel/query.ts'
import { parse } from '../kernel/run-command.ts'
import { known } from './incidents.ts'

type Queue = 'incidents' | 'incidents-follow-ups' | 'incidents-past'

const page = async (
  queue: Queue,
  limit: number,
  cursor: Place = null,
): Promise<{ incidents: Incident[]; next: Place }> => {
  const query = { ...onQueue(queue), ScanIndexForward: false }
  const { items, next } = await queryPage(query, { limit, cursor })
  return { incidents: items.flatMap((item) => known(parse(incident, item).state) ?? []), next }
}

/** Those that are worked on, those that only wait for their follow-ups, or those of the past. */
export const listIncidents = async (queue: Queue, limit: number): Promise<Incident[]> =>
  (await page(queue, limit)).incidents

const Cursor = z.strictObject({
  queue: z.enum(['incidents', 'incidents-follow-ups']),
  start: z.record(z.string(), z.string()).optional(),
})

const cursorOf = (place: z.infer<typeof Cursor>): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url')

/**
 * Open incidents, then those that wait for follow-ups: at most `limit`, and where to go on.
 * @throws SyntaxError or ZodError for a cursor that is none of ours
 */
export const pageOfIncidents = async (
  limit: number,
  cursor?: string,
): Promise<{ incidents: Incident[]; cursor?: string }> => {
  const { queue, start } =
    cursor === undefined
      ? { queue: 'incidents' as const, start: undefined }
      : Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  const { incidents, next } = await page(queue, limit, start)
  if (next)
    return { incidents, cursor: cursorOf({ queue, start: z.record(z.string(), z.string()).parse(next) }) }
  if (queue === 'incidents-follow-ups') return { incidents }
  const rest = limit - incidents.length
  const waiting =
    rest > 0 ? await pageOfIncidents(rest, cursorOf({ queue: 'incidents-follow-ups' })) : undefined
  return waiting
    ? { ...waiting, incidents: [...incidents, ...waiting.incidents] }
    : { incidents, cursor: cursorOf({ queue: 'incidents-follow-ups' }) }
}
