// Everything that is drawn of stops and drills, with one text by somebody else in every place that takes one.

import { switchCard } from '#blocks/kill-switch/card.ts'
import { drillCard } from '#blocks/kill-switch/drill-card.ts'
import { selfTestFailed } from '#blocks/kill-switch/self-test.ts'
import { switchStatus } from '#blocks/kill-switch/status.ts'
import { type SwitchNews, switchNote } from '#blocks/kill-switch/thread.ts'
import type { Drill } from '#domain/kill-switch/drill.ts'
import type { Engagement } from '#domain/kill-switch/state.ts'
import type { StopFacts, Stops } from '#domain/kill-switch/stops.ts'
import { plusSeconds } from '#domain/shared/time.ts'

const T0 = '2026-03-01T10:00:00.000Z'
const after = (seconds: number): string => plusSeconds(T0, seconds)
const person = { kind: 'person' as const, id: 'USUPPORT' }
const clock = { kind: 'system' as const, id: 'clock' }

export const engagement = (change: Partial<Engagement> = {}): Engagement => ({
  scope: 'all',
  mode: 'paused',
  reason: 'It loops',
  by: person,
  since: T0,
  revisedAt: T0,
  revision: 3,
  ...change,
})

export const manyStops: Engagement[] = Array.from({ length: 50 }, (_, index) =>
  engagement({ scope: `agent:${'x'.repeat(90)}${index}`, revision: index + 1 }),
)

const stops = (words: string, many: number): Stops => {
  const each = Array.from({ length: many }, (_, index) => `${words.slice(0, 100) || 'a'}${index}`)
  return {
    confirmed: each.map((agent, index) => ({
      agent,
      runs: index,
      stopMs: index % 3 ? index * 700 : undefined,
    })),
    unfinished: each.map((agent) => ({ agent, left: [words, words] })),
    silent: each.map((agent) => ({ agent, owner: 'UPRODUCT', seenAt: after(-40) })),
  }
}

const scopes = ['all', 'agent:billing-bot', `skill:${'s'.repeat(100)}`, 'channel:slack']

const facts = (words: string): StopFacts[] =>
  scopes.flatMap((scope) =>
    [0, 1, 1_000].flatMap((many): StopFacts[] => {
      const stopped = { engagement: engagement({ scope, reason: words }), stops: stops(words, many) }
      const timed = { ...stopped.engagement, mode: 'readonly' as const, until: after(1_800) }
      return [
        { ...stopped, now: after(5) },
        { ...stopped, now: after(65), asked: { by: person, at: after(60) } },
        { ...stopped, engagement: timed, now: after(700) },
        { ...stopped, now: after(90_000), ended: { by: clock, at: after(90_000) } },
        {
          ...stopped,
          now: after(900),
          ended: { by: { kind: 'operator', id: words.slice(0, 100) || 'o' }, at: after(900) },
        },
      ]
    }),
  )

const news = (words: string): SwitchNews[] => [
  ...(['stragglers', 'still-engaged', 'ends-soon'] as const).map((kind) => ({
    kind,
    at: after(1_800),
    stops: stops(words, 40),
    mention: Array.from({ length: 30 }, (_, index) => `UMENTIONED${index}`),
  })),
  { kind: 'release-asked', at: after(60), by: person },
  { kind: 'ended', at: after(90), by: person },
  { kind: 'ended', at: after(90), by: clock },
]

const drills = (): Drill[] => {
  const asked = Array.from({ length: 40 }, (_, index) => `UASKED${index}`)
  const reactions = asked.slice(0, 30).map((by, index) => ({ by, at: after(index) }))
  const drill = { startedAt: T0, endsAt: after(300), by: person, asked, reactions: [] }
  return [
    drill,
    { ...drill, reactions },
    { ...drill, endedAt: after(300) },
    { ...drill, reactions, endedAt: after(300) },
    { ...drill, asked: [], endedAt: after(300) },
  ]
}

export const stopMessages = (words: string): { text: string; blocks: unknown[]; metadata?: unknown }[] => [
  ...facts(words).map(switchCard),
  ...news(words).flatMap((each) =>
    scopes.map((scope) => switchNote(each, engagement({ scope, until: after(1_800) }))),
  ),
  switchStatus([], 0, 0),
  switchStatus([], 0, 1),
  switchStatus(facts(words).slice(0, 10), 50, 1),
  switchStatus(facts(words).slice(-10), 10, 0),
  ...drills().map(drillCard),
  selfTestFailed(words, ['USUPPORT']),
]
