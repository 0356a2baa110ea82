// The shape that everything with a life of its own shares: a pure decision, a pure fold, and what the record says of it.
import type * as z from 'zod'
import type { Actor } from './actor.ts'

/** Something happened at a time, through someone. `result` is what an auditor filters by; it is `success` unless said. */
export interface DomainEvent {
  type: string
  at: string
  by: Actor
  result?: 'refused' | 'failure' | undefined
}

/** Why nothing was done, in a sentence that the person or agent concerned can act on. */
export interface Refusal {
  code: string
  sentence: string
}

/** What follows from a command: events to record (a refusal worth knowing is one too) and, if it was refused, why. */
export interface Decision<Event> {
  events: readonly Event[]
  refusal?: Refusal
}

/** Each takes stored JSON of any age and returns it in today's form; what it does not concern, it returns as it is. */
export interface Upcasters {
  state?(stored: Stored): Stored
  event?(stored: Stored): Stored
}
type Stored = Record<string, unknown>

export interface Decider<State, Command, Event extends DomainEvent, Kind extends string = string> {
  /** The prefix of the stream, as in `action/act_…`. */
  kind: Kind
  initialState: State
  /** What may be written, strictly; what is read may hold more (`tolerant`). */
  state: z.ZodType<State>
  event: z.ZodType<Event>
  /** Turn what older versions have stored into today's form, before it is read. */
  upcast?: Upcasters
  decide(state: State, command: Command): Decision<Event>
  evolve(state: State, event: Event): State
  /** Whose work it is, for whoever searches the record by agent or session. */
  subject(state: State): { agent?: string | undefined; session?: string | undefined }
  /** The work list that it stands on, ordered by a time; none when nobody waits for it. */
  queue(state: State): { name: string; at: string } | undefined
}
