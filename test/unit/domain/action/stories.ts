// Random stories of one action: commands of every kind at random times, mostly sensible so that they get somewhere.
import fc from 'fast-check'
import { action } from '#domain/action/action.ts'
import type { ActionCommand } from '#domain/action/commands.ts'
import type { ActionEvent } from '#domain/action/events.ts'
import type { Requirement } from '#domain/action/judgement.ts'
import type { ActionState } from '#domain/action/state.ts'
import { system } from '#domain/shared/actor.ts'
import {
  allow,
  ask,
  calm,
  DIGEST,
  deny,
  directory,
  pausedSince,
  request,
  rolesOfPerson,
  T0,
} from './fixtures.ts'
import { at, type Model, nothingYet, step } from './model.ts'

const OTHER = `sha256:${'b'.repeat(64)}`
const agent = { kind: 'agent' as const, id: 'demo' }

const mostly = <T>(usual: T, ...others: T[]) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  )
const digest = mostly(DIGEST, OTHER)
const posture = mostly(calm, calm, calm, pausedSince)
const by = fc.oneof(
  fc.constantFrom('USUPPORT', 'UPRODUCT2', 'UBOTH'),
  fc.constantFrom(...Object.keys(directory.people), 'USTRANGER'),
)
/** Looked up, not found, or with the roles taken away meanwhile. */
const looked = mostly<'found' | 'failed' | 'stripped'>('found', 'failed', 'stripped')
const requirement: fc.Arbitrary<Requirement> = fc.record({
  groups: fc.constantFrom(
    [['product']],
    [['support']],
    [['support'], ['product']],
    [['platform', 'product']],
  ),
  quorum: fc.constantFrom(1, 1, 1, 2, 3),
  risk: fc.constantFrom('normal', 'high', 'critical'),
})

type Make = (now: string) => ActionCommand
const personOf = (id: string, found: 'found' | 'failed' | 'stripped') =>
  found === 'failed' ? undefined : { id, roles: found === 'found' ? rolesOfPerson(id) : [] }

const asking = fc.tuple(requirement.map(ask), digest, posture).map(
  ([judgement, given, posture]): Make =>
    (now) =>
      request(judgement, given, now, posture),
)
const judgedAtOnce = fc.tuple(fc.constantFrom(allow, deny), digest, posture).map(
  ([judgement, given, posture]): Make =>
    (now) =>
      request(judgement, given, now, posture),
)
const vote = fc.record({ by, looked, digest, posture }).map(({ looked, ...given }) => ({
  ...given,
  person: personOf(given.by, looked),
  directory,
}))
const why = fc.constantFrom('It is needed', 'It is needed', undefined, ' ')
const granting = fc.tuple(vote, why).map(
  ([given, reason]): Make =>
    (now) => ({ type: 'GrantApproval', now, ...given, reason }),
)
const denying = vote.map(
  (given): Make =>
    (now) => ({ type: 'DenyApproval', now, ...given, reason: 'No' }),
)
const ticking = posture.map(
  (posture): Make =>
    (now) => ({ type: 'TickApproval', now, by: system('clock'), posture }),
)
const withdrawing = posture.map(
  (posture): Make =>
    (now) => ({ type: 'WithdrawAction', now, by: agent, reason: 'No longer wanted', posture }),
)
const recording = posture.map(
  (posture): Make =>
    (now) => ({ type: 'RecordWithdrawal', now, posture }),
)
const starting = fc
  .record({ digest, judgement: mostly<typeof allow | undefined>(allow, deny, undefined), posture })
  .map(
    (given): Make =>
      (now) => ({ type: 'StartAction', now, by: agent, ...given }),
  )
const reporting = fc.tuple(fc.constantFrom('succeeded', 'failed', 'unknown'), posture).map(
  ([status, posture]): Make =>
    (now) => ({ type: 'ReportOutcome', now, by: agent, outcome: { status }, posture }),
)
const resolving = fc
  .tuple(by, looked, fc.constantFrom('happened', 'did-not-happen', 'retry-is-safe'), posture)
  .map(
    ([id, found, resolution, posture]): Make =>
      (now) => ({
        type: 'ResolveRecovery',
        now,
        by: id,
        person: personOf(id, found),
        resolution,
        posture,
      }),
  )

const command = fc.oneof(
  { weight: 6, arbitrary: granting },
  { weight: 4, arbitrary: ticking },
  { weight: 4, arbitrary: starting },
  { weight: 2, arbitrary: reporting },
  { weight: 2, arbitrary: resolving },
  { weight: 1, arbitrary: fc.oneof(asking, judgedAtOnce) },
  { weight: 1, arbitrary: fc.oneof(denying, withdrawing, recording) },
)
/** Often exactly what some clock takes, or nothing at all, since rules go wrong at their edges. */
const seconds = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 1 }) },
  { weight: 2, arbitrary: fc.constantFrom(300, 600, 899, 900, 900, 2_700, 3_600, 28_800) },
)
const turn = fc.tuple(seconds, command)
const opening = fc.oneof(
  { weight: 5, arbitrary: asking },
  { weight: 1, arbitrary: fc.oneof(judgedAtOnce, command) },
)
export const story = fc
  .tuple(opening, fc.array(turn, { minLength: 0, maxLength: 30, size: 'max' }))
  .map(([first, others]): [number, Make][] => [[0, first], ...others])

/** Lives a story: what each command led to, and the states of the action and of the model after it. */
export const tell = (steps: [number, Make][]) => {
  let now = at(T0)
  let state: ActionState = action.initialState
  let model = nothingYet
  const told: {
    command: ActionCommand
    before: ActionState
    events: readonly ActionEvent[]
    refused: boolean
  }[] = []
  const states: { state: ActionState; model: Model }[] = []
  for (const [pause, make] of steps) {
    now += pause
    const command = make(new Date(now * 1_000).toISOString())
    const { events, refusal } = action.decide(state, command)
    told.push({ command, before: state, events, refused: refusal !== undefined })
    state = events.reduce(action.evolve, state)
    model = step(model, command)
    states.push({ state, model })
  }
  return { told, states, state, events: told.flatMap(({ events }) => events) }
}
