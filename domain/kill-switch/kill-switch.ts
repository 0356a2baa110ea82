// The kill switch: anyone with a role may stop agents at once; letting all of them go again takes two people.

import { type Actor, system } from '../shared/actor.ts'
import type { Decider, Decision } from '../shared/decider.ts'
import { notAllowed } from '../shared/permissions.ts'
import { plusSeconds } from '../shared/time.ts'
import { SwitchEvent } from './events.ts'
import {
  BUDGET,
  type Engagement,
  engagedNow,
  isOfBudget,
  type Mode,
  released,
  type Scope,
  SwitchState,
} from './state.ts'

interface CommandContext {
  now: string
}
/** `mayAct` is what the server looked up: whether this actor holds any role, or is the product itself. */
interface ActorCommand extends CommandContext {
  by: Actor
  mayAct: boolean
  scope: Scope
}
export type EngageSwitch = ActorCommand & {
  type: 'EngageSwitch'
  mode: Mode
  reason: string
  until?: string | undefined
}
/** `person` is whose token an operator used. */
export type ReleaseSwitch = ActorCommand & { type: 'ReleaseSwitch'; person?: string | undefined }
/** Ends what was engaged for a time that is over. */
export type EndSwitch = CommandContext & { type: 'EndSwitch' }
/** A run that reached one of its limits: its agent is to look. */
export type PauseRun = CommandContext & { type: 'PauseRun'; agent: string; run: string; reason: string }
export type SwitchCommand = EngageSwitch | ReleaseSwitch | EndSwitch | PauseRun

type SwitchDecision = Decision<SwitchEvent>

/** How many things can be engaged at once; everyone reads all of them with every decision. */
const MAX_ENGAGED = 50
/** How long one person's wish to release stands until a second one joins. */
const releaseSeconds = 15 * 60
/** Nothing that was asked for longer ago than this can still start, so older voids have done their work. */
const MAX_VOIDS = 200

const modeWords: Record<Mode, string> = { paused: 'paused', readonly: 'read-only' }

/** What is engaged for a scope by people, or by its budget when that asks. */
const engagedFor = (state: SwitchState, wanted: Scope, by: Actor, now: string): Engagement | undefined =>
  engagedNow(state, now).find((each) => each.scope === wanted && isOfBudget(each) === isOfBudget({ by }))

const isFull = ({ engaged }: SwitchState, by: Actor): boolean =>
  engaged.filter((each) => isOfBudget(each) === isOfBudget({ by })).length >= MAX_ENGAGED

const refused = ({ now, by, scope }: ActorCommand, code: string, sentence: string): SwitchDecision => ({
  events: [{ type: 'SwitchRefused', at: now, by, result: 'refused', scope, code, sentence }],
  refusal: { code, sentence },
})

const later = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || b === undefined ? undefined : a > b ? a : b

/** What holds once both were asked for: a second hand on the switch never loosens what the first one stopped. */
const together = (engaged: Engagement | undefined, { mode, until }: EngageSwitch) =>
  engaged
    ? { mode: engaged.mode === 'paused' ? engaged.mode : mode, until: later(engaged.until, until) }
    : { mode, until }

const engage = (state: SwitchState, command: EngageSwitch): SwitchDecision => {
  const { now, by, scope, reason } = command
  if (!command.mayAct) return refused(command, 'not-allowed', notAllowed('agents.stop'))
  if (command.until !== undefined && command.until <= now)
    return refused(command, 'already-over', 'That time is already over.')
  const engaged = engagedFor(state, scope, by, now)
  const { mode, until } = together(engaged, command)
  if (engaged?.mode === mode && engaged.until === until)
    return {
      events: [],
      refusal: {
        code: 'already-engaged',
        sentence: `${scope} is ${modeWords[mode]} already, and for at least as long. Resume it first to loosen it.`,
      },
    }
  if (!engaged && scope !== 'all' && isFull(state, by))
    return refused(command, 'too-many', `${MAX_ENGAGED} stops are engaged; pause all instead.`)
  const engagement = {
    scope,
    mode,
    reason,
    by,
    since: engaged?.since ?? now,
    revisedAt: now,
    ...(until ? { until } : {}),
    revision: state.revision + 1,
  }
  return { events: [{ type: 'SwitchEngaged', at: now, by, engagement }] }
}

interface Hand {
  by: Actor
  person?: string | undefined
}
const personOf = ({ by, person }: Hand): string | undefined => (by.kind === 'person' ? by.id : person)
/** Two tokens may be one person's: those that belong to nobody in particular count as one. */
const areTwoPeople = (a: Hand, b: Hand): boolean => personOf(a) !== personOf(b)

/** Who wants a scope released, while that wish stands and a second person is missing. */
export const releaseAsked = ({ releases }: SwitchState, scope: Scope, now: string) => {
  const wish = releases[scope]
  return wish && now < plusSeconds(wish.at, releaseSeconds) ? wish : undefined
}

const whose = ({ person }: Hand) => (person === undefined ? {} : { person })

const release = (state: SwitchState, command: ReleaseSwitch): SwitchDecision => {
  const { now, by, scope } = command
  if (!command.mayAct) return refused(command, 'not-allowed', notAllowed('agents.release'))
  const engaged = engagedFor(state, scope, by, now)
  if (!engaged && engagedFor(state, scope, system(BUDGET), now))
    return {
      events: [],
      refusal: {
        code: 'budget',
        sentence: `${scope === 'all' ? 'All agents are' : `${scope} is`} paused because a budget is used up: product or security can grant more on its card, or it goes on when the day or month ends.`,
      },
    }
  if (!engaged)
    return {
      events: [],
      refusal: {
        code: 'not-engaged',
        sentence: `Nothing is stopped for ${scope === 'all' ? 'all agents' : scope}; /claw status shows what is.`,
      },
    }
  const done: SwitchDecision = {
    events: [
      { type: 'SwitchReleased', at: now, by, scope, mode: engaged.mode, revision: state.revision + 1 },
    ],
  }
  if (scope !== 'all' || by.kind === 'system') return done
  const first = releaseAsked(state, scope, now)
  if (first && areTwoPeople(first, command)) return done
  const refusal = {
    code: 'second-person',
    sentence:
      'Letting all agents go takes two people: somebody else has to resume it too, within 15 minutes.',
  }
  return first
    ? { events: [], refusal }
    : { events: [{ type: 'ReleaseRequested', at: now, by, scope, ...whose(command) }], refusal }
}

const end = (state: SwitchState, { now }: EndSwitch): SwitchDecision => ({
  events: state.engaged
    .filter(({ until }) => until !== undefined && until <= now)
    .map(({ scope, mode }, index) => ({
      type: 'SwitchEnded' as const,
      at: now,
      by: system('clock'),
      scope,
      mode,
      revision: state.revision + 1 + index,
    })),
})

const decide = (state: SwitchState, command: SwitchCommand): SwitchDecision => {
  switch (command.type) {
    case 'EngageSwitch':
      return engage(state, command)
    case 'ReleaseSwitch':
      return release(state, command)
    case 'EndSwitch':
      return end(state, command)
    case 'PauseRun': {
      const { now, agent, run, reason } = command
      const by = system('limits')
      return {
        events: [{ type: 'RunPaused', at: now, by, agent, run, reason, revision: state.revision + 1 }],
      }
    }
    default:
      return command satisfies never
  }
}

const without = (
  state: SwitchState,
  scope: Scope,
  isMeant: (engagement: Engagement) => boolean,
): SwitchState => {
  const { [scope]: _, ...releases } = state.releases
  return {
    ...state,
    engaged: state.engaged.filter((each) => each.scope !== scope || !isMeant(each)),
    releases,
  }
}

/** Whether it was this engagement of the scope that was released, or whose time was over. */
export const endsIt = (
  event: Extract<SwitchEvent, { type: 'SwitchReleased' | 'SwitchEnded' }>,
  engagement: Engagement,
): boolean =>
  event.type === 'SwitchReleased'
    ? isOfBudget(event) === isOfBudget(engagement)
    : engagement.until !== undefined && engagement.until <= event.at

const newestVoids = (voids: Record<string, number>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(voids)
      .sort(([, a], [, b]) => b - a)
      .slice(0, MAX_VOIDS),
  )

export const evolve = (state: SwitchState, event: SwitchEvent): SwitchState => {
  switch (event.type) {
    case 'SwitchEngaged': {
      const { engagement } = event
      const { scope, mode, revision } = engagement
      const withdraws = mode === 'paused' && !isOfBudget(engagement)
      const voids = withdraws ? newestVoids({ ...state.voids, [scope]: revision }) : state.voids
      const rest = without(state, scope, (each) => isOfBudget(each) === isOfBudget(engagement))
      return {
        ...rest,
        engaged: [...rest.engaged, engagement],
        revision,
        voids,
      }
    }
    case 'ReleaseRequested':
      return {
        ...state,
        releases: { ...state.releases, [event.scope]: { by: event.by, at: event.at, ...whose(event) } },
      }
    case 'SwitchReleased':
    case 'SwitchEnded':
      return { ...without(state, event.scope, (each) => endsIt(event, each)), revision: event.revision }
    case 'RunPaused':
      return { ...state, revision: event.revision }
    case 'SwitchRefused':
      return state
    default:
      return event satisfies never
  }
}

/** There is one switch; its scopes are inside. */
export const SWITCH = 'main'

export const killSwitch: Decider<SwitchState, SwitchCommand, SwitchEvent, 'kill-switch'> = {
  kind: 'kill-switch',
  initialState: { ...released, releases: {} },
  state: SwitchState,
  event: SwitchEvent,
  decide,
  evolve,
  subject: () => ({}),
  queue: () => undefined,
}
