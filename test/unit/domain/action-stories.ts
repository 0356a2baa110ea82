// Random stories of one action: commands of every kind at random times, mostly sensible so that they get somewhere.
import fc from 'fast-check'
import { action } from '#domain/action.ts'
import type { ActionCommand } from '#domain/action-commands.ts'
import type { ActionEvent } from '#domain/action-events.ts'
import type { ActionState } from '#domain/action-state.ts'
import { system } from '#domain/actor.ts'
import type { Requirement } from '#domain/judgement.ts'
import { at, type Model, nothingYet, step } from './action-model.ts'
import { allow, ask, DIGEST, deny, directory, request, rolesOfPerson, T0 } from './fixtures.ts'

const OTHER = `sha256:${'b'.repeat(64)}`
const agent = { kind: 'agent' as const, id: 'demo' }

const mostly = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: fc.constantFrom(...others) })
const digest = mostly(DIGEST, OTHER)
const who = fc.constantFrom(...Object.keys(directory.people), 'USTRANGER')
/** Looked up, not found, or with the roles taken away meanwhile. */
const looked = mostly<'found' | 'failed' | 'stripped'>('found', 'failed', 'stripped')
const voided = mostly<string | undefined>(undefined, undefined, undefined, 'Agents were paused.')
const requirement: fc.Arbitrary<Requirement> = fc.record({
  groups: fc.constantFrom(
    [['product']],
    [['support'], ['product']],
    [['platform', 'product']],
    [['support']],
  ),
  quorum: fc.integer({ min: 1, max: 3 }),
  risk: fc.constantFrom('normal', 'high', 'critical'),
})

type Make = (now: string) => ActionCommand
const personOf = (by: string, found: 'found' | 'failed' | 'stripped') =>
  found === 'failed' ? undefined : { id: by, roles: found === 'found' ? rolesOfPerson(by) : [] }
const vote = fc.record({ by: who, found: looked, digest, voided })

const command: fc.Arbitrary<Make> = fc.oneof(
  fc.tuple(fc.oneof(requirement.map(ask), requirement.map(ask), fc.constantFrom(allow, deny)), digest).map(
    ([judgement, given]): Make =>
      (now) =>
        request(judgement, given, now),
  ),
  ...(['GrantApproval', 'GrantApproval', 'GrantApproval'] as const).map((type) =>
    vote.map(
      ({ by, found, ...rest }): Make =>
        (now) => ({
          ...{ type, by, person: personOf(by, found), directory, now },
          ...rest,
        }),
    ),
  ),
  vote.map(
    ({ by, found, ...rest }): Make =>
      (now) => ({
        ...{ type: 'DenyApproval', by, person: personOf(by, found), directory, now, reason: 'No' },
        ...rest,
      }),
  ),
  fc.record({ voided }).map(
    ({ voided }): Make =>
      (now) => ({ type: 'ChaseApproval', now, by: system('clock'), voided }),
  ),
  fc.constant<Make>((now) => ({ type: 'VoidAction', now, by: system('kill-switch'), reason: 'Paused' })),
  fc.record({ digest, judgement: mostly<typeof allow | undefined>(allow, deny, undefined), voided }).map(
    (given): Make =>
      (now) => ({ type: 'StartAction', now, by: agent, ...given }),
  ),
  fc.constantFrom('succeeded', 'failed', 'unknown').map(
    (status): Make =>
      (now) => ({ type: 'ReportOutcome', now, by: agent, outcome: { status } }),
  ),
  fc.tuple(who, looked, fc.constantFrom('happened', 'did-not-happen', 'retry-is-safe')).map(
    ([by, found, resolution]): Make =>
      (now) => ({
        ...{ type: 'ResolveRecovery', now, by, person: personOf(by, found), resolution },
      }),
  ),
)
const seconds = fc.oneof(
  fc.integer({ min: 0, max: 30 }),
  fc.constantFrom(60, 300, 600, 899, 900, 1_200, 3_600),
)
export const story = fc.array(fc.tuple(seconds, command), { minLength: 1, maxLength: 40 })

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
