// What is engaged, since when and by whom, and which requests a stop has withdrawn.
import * as z from 'zod'
import { Actor } from '../shared/actor.ts'
import { Instant } from '../shared/time.ts'

const name = '[\\x21-\\x39\\x3b-\\x7e]{1,100}'
/** Everything, or whatever one agent, one skill or one channel does. */
export const Scope = z
  .string()
  .regex(new RegExp(`^(all|(agent|skill|channel):${name})$`), 'all, agent:NAME, skill:NAME or channel:NAME')
export type Scope = z.infer<typeof Scope>

export const Mode = z.enum(['readonly', 'paused'])
export type Mode = z.infer<typeof Mode>

export const Engagement = z.strictObject({
  scope: Scope,
  mode: Mode,
  reason: z.string(),
  by: Actor,
  since: Instant,
  /** When its mode or end was last changed: what agents have to confirm counts from here. */
  revisedAt: Instant,
  /** When it ends by itself; it stays until released when there is none. */
  until: Instant.optional(),
  revision: z.int(),
})
export type Engagement = z.infer<typeof Engagement>

export const BUDGET = 'budget'
/** A used-up budget pauses beside people: neither ends what the other has stopped. */
export const isOfBudget = ({ by }: { by: Actor }): boolean => by.kind === 'system' && by.id === BUDGET

/** What every decision reads of the switch. `voids` holds the revision of each scope's last pause. */
export const SwitchFacts = z.strictObject({
  revision: z.int(),
  engaged: z.array(Engagement),
  voids: z.record(z.string(), z.int()),
})
export type SwitchFacts = z.infer<typeof SwitchFacts>

export const released: SwitchFacts = { revision: 0, engaged: [], voids: {} }

/** `releases` are those who want a scope released that takes two people. */
export const SwitchState = SwitchFacts.extend({
  releases: z.record(z.string(), z.strictObject({ by: Actor, person: z.string().optional(), at: Instant })),
})
export type SwitchState = z.infer<typeof SwitchState>

/** Whose action it is that a scope may cover. */
export interface Subject {
  agent: string
  skill?: string | undefined
  channel?: string | undefined
}

/** The scopes that cover a subject, widest first. */
export const scopesOf = ({ agent, skill, channel }: Subject): Scope[] => [
  'all',
  `agent:${agent}`,
  ...(skill ? [`skill:${skill}`] : []),
  ...(channel ? [`channel:${channel}`] : []),
]

const inForce = (engagement: Engagement, now: string): boolean =>
  engagement.until === undefined || now < engagement.until

/** Everything that is engaged at `now`, oldest first. */
export const engagedNow = ({ engaged }: Pick<SwitchFacts, 'engaged'>, now: string): Engagement[] =>
  engaged.filter((each) => inForce(each, now))

/** What is engaged for a subject at `now`; one whose time is over counts no more, whether anybody has recorded it or not. */
export const engagedFor = (facts: SwitchFacts, subject: Subject, now: string): Engagement[] => {
  const scopes = scopesOf(subject)
  return engagedNow(facts, now).filter(({ scope }) => scopes.includes(scope))
}

/** The strictest mode that people have put in force for a subject; a used-up budget is a fact of its own. */
export const effectiveMode = (facts: SwitchFacts, subject: Subject, now: string): 'run' | Mode => {
  const modes = engagedFor(facts, subject, now).flatMap((each) => (isOfBudget(each) ? [] : [each.mode]))
  return modes.includes('paused') ? 'paused' : modes.includes('readonly') ? 'readonly' : 'run'
}

/** Whether a pause has withdrawn what this subject asked for at `switchRevision`, also when it was released since. */
export const isWithdrawn = (facts: SwitchFacts, subject: Subject, switchRevision: number): boolean =>
  scopesOf(subject).some((scope) => (facts.voids[scope] ?? 0) > switchRevision)
