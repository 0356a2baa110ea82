// The order in which posts go to Slack: stops and approvals first, then incidents, then the rest, and no faster than Slack takes them.
import * as z from 'zod'

/** 0 is stops and approvals, 1 incidents, 2 the rest: a lower number never waits for a higher one. */
export const lanes = ['urgent', 'incidents', 'rest'] as const
export type Lane = (typeof lanes)[number]

/** What Slack takes in a minute; as config/limits.yml holds it. */
export const SlackPace = z.strictObject({
  postsPerChannel: z.int().min(1).max(1_000_000),
  postsPerWorkspace: z.int().min(1).max(1_000_000),
  updatesPerWorkspace: z.int().min(1).max(1_000_000),
})
export type SlackPace = z.infer<typeof SlackPace>
/** About what Slack documents: a message a second in a channel, several hundred a minute in all, fifty and more updates. */
export const slackPace: SlackPace = { postsPerChannel: 60, postsPerWorkspace: 300, updatesPerWorkspace: 60 }

/** How many posts at once each lane may make after a quiet time: what a lower lane leaves is there for the higher one. */
const BURST: Record<Lane, number> = { urgent: 30, incidents: 15, rest: 10 }

const Line = z.strictObject({
  /** When all that was posted has been paid for at this line's pace (milliseconds since the epoch). */
  paidAt: z.number(),
  /** Slack asked for silence until then. */
  closedUntil: z.number(),
  /** The last place in each lane that somebody waits for. */
  lastPlace: z.record(z.enum(lanes), z.number()),
  /** Slack refuses what is posted here, with its code, since then (ISO 8601). */
  refused: z.strictObject({ code: z.string(), since: z.string() }).optional(),
})
type Line = z.infer<typeof Line>
/** By channel, and by what all channels share. */
export const Outbox = z.record(z.string(), Line)
export type Outbox = z.infer<typeof Outbox>

const emptyLine: Line = { paidAt: 0, closedUntil: 0, lastPlace: { urgent: 0, incidents: 0, rest: 0 } }
/** Lines that every post, and every update, goes through. */
export const WORKSPACE = 'workspace'
export const UPDATES = 'updates'
/** Direct messages share a line: each is a channel of its own that hears little. */
export const DIRECT = 'direct'

export interface Ask {
  /** The lines that this takes a place in, as in `C012AB` and `workspace`. */
  lines: readonly string[]
  lane: Lane
  /** How many posts; they go one after the other. */
  count: number
  /** The place that was given before, when it has come to that. */
  place?: number | undefined
  now: number
}
/** `refused`: until now, Slack has refused what was posted there. */
export type Turn = { go: true; refused: boolean } | { go: false; place: number }

const spacing = (line: string, pace: SlackPace): number => {
  if (line === WORKSPACE) return 60_000 / pace.postsPerWorkspace
  return 60_000 / (line === UPDATES ? pace.updatesPerWorkspace : pace.postsPerChannel)
}

/** Lanes that go before this one, and itself. */
const upTo = (lane: Lane): readonly Lane[] => lanes.slice(0, lanes.indexOf(lane) + 1)
const lineOf = (outbox: Outbox, name: string): Line => outbox[name] ?? emptyLine

/** When this lane has room in the line for so many, given what was posted. */
const roomAt = (line: Line, each: number, { lane, count }: Ask): number =>
  Math.max(line.closedUntil, line.paidAt - (BURST[lane] - Math.min(count, BURST[lane])) * each)

/** Until when others are to be let past: those who wait in a higher lane, and in one's own unless one has waited too. */
const othersUntil = (line: Line, { lane, place }: Ask): number =>
  Math.max(...upTo(lane).map((each) => (each === lane && place !== undefined ? 0 : line.lastPlace[each])))

/** From when on this line lets it through. */
const opensAt = (outbox: Outbox, name: string, ask: Ask, pace: SlackPace): number => {
  const line = lineOf(outbox, name)
  return Math.max(roomAt(line, spacing(name, pace), ask), othersUntil(line, ask))
}

/**
 * Whether it is this one's turn, and the lines as they stand then; or which place it has got: behind all that wait in its
 * lane, or the very next one for somebody who has waited and was overtaken.
 */
export const takeTurn = (outbox: Outbox, ask: Ask, pace: SlackPace): { outbox: Outbox; turn: Turn } => {
  const { lines, lane, count, now } = ask
  const after: Outbox = { ...outbox }
  const place = Math.ceil(Math.max(...lines.map((name) => opensAt(outbox, name, ask, pace))))
  for (const name of lines) {
    const line = lineOf(outbox, name)
    const each = spacing(name, pace)
    if (place <= now) after[name] = { ...line, paidAt: Math.max(line.paidAt, now) + count * each }
    // A line that would have let it through is nobody else's to wait for.
    else if (opensAt(outbox, name, ask, pace) > now) {
      const last = Math.max(line.lastPlace[lane], place + count * each)
      after[name] = { ...line, lastPlace: { ...line.lastPlace, [lane]: last } }
    }
  }
  const refused = lines.some((name) => lineOf(outbox, name).refused !== undefined)
  return { outbox: after, turn: place <= now ? { go: true, refused } : { go: false, place } }
}

/** Slack asked for silence in this line. */
export const closeLine = (outbox: Outbox, name: string, until: number): Outbox => {
  const line = lineOf(outbox, name)
  return { ...outbox, [name]: { ...line, closedUntil: Math.max(line.closedUntil, until) } }
}

/** Whether Slack refuses what is posted in this line; undefined when it takes it. */
export const withRefusal = (outbox: Outbox, name: string, refused: Line['refused']): Outbox => {
  const { refused: before, ...line } = lineOf(outbox, name)
  const standing = refused && before?.code === refused.code ? before : refused
  return { ...outbox, [name]: { ...line, ...(standing ? { refused: standing } : {}) } }
}

/** The channels in which Slack refuses what we post. */
export const refusing = (outbox: Outbox): { channel: string; code: string; since: string }[] =>
  Object.entries(outbox).flatMap(([channel, { refused }]) => (refused ? [{ channel, ...refused }] : []))

/** Without the lines that hold nobody up any more and that Slack takes. */
export const withoutPast = (outbox: Outbox, now: number): Outbox =>
  Object.fromEntries(
    Object.entries(outbox).filter(
      ([, { paidAt, closedUntil, lastPlace, refused }]) =>
        refused || Math.max(paidAt, closedUntil, ...Object.values(lastPlace)) > now,
    ),
  )

/** How long a post that comes now would wait, by lane; the longest of all lines. */
export const secondsBehind = (outbox: Outbox, now: number): Record<Lane, number> => {
  const behind = (lane: Lane): number =>
    Math.max(
      0,
      ...Object.values(outbox).map(({ lastPlace, closedUntil }) =>
        Math.ceil((Math.max(lastPlace[lane], closedUntil) - now) / 1000),
      ),
    )
  return { urgent: behind('urgent'), incidents: behind('incidents'), rest: behind('rest') }
}
