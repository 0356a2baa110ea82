// App Home: whether agents run, what waits for the person who looks, and what was decided lately.
import type { HomeView, KnownBlock } from '@slack/types'
import type { KnownAction } from '#domain/action/state.ts'
import type { Engagement } from '#domain/kill-switch/state.ts'
import { type CardLinks, decidedList, note, waitingList } from './action/lists.ts'
import { heldBack, nothingStopped } from './kill-switch/status.ts'
import { pauseAllButton, signOf, standing } from './kill-switch/words.ts'
import { type DaySum, spendingChart } from './limits/chart.ts'
import { actorLabel } from './shared/actor-label.ts'
import { bold, header, moment, richText, section, sentence, text } from './shared/elements.ts'

export interface HomeFacts {
  roles: readonly string[]
  waiting: readonly KnownAction[]
  /** Where the cards of what waits are. */
  links: CardLinks
  recovery: readonly KnownAction[]
  decided: readonly KnownAction[]
  /** What is stopped at the moment. */
  engaged: readonly Engagement[]
  /** The burning incident that is worst, or 0. */
  severity: number
  /** What all agents have spent on the last days, oldest first, and what they may on one. */
  spending?: { days: readonly DaySum[]; budgetUsd: number }
  now: string
}

const heldNote = (severity: number): KnownBlock[] => {
  const held = heldBack(severity)
  return held ? [sentence(held)] : []
}

const agents = (engaged: readonly Engagement[], severity: number): KnownBlock[] => [
  header('Agents'),
  richText(
    ...(engaged.length > 0
      ? engaged
          .slice(0, 5)
          .map(({ scope, mode, since, by }) =>
            section(
              text(`${signOf(mode)} `),
              bold(standing(scope, mode)),
              text(' · by '),
              actorLabel(by),
              text(' · since '),
              moment(since),
            ),
          )
      : [section(text(nothingStopped(severity)))]),
  ),
  ...(engaged.length > 0
    ? [...heldNote(severity), note('Type /claw status for why, until when, and how fast each agent stopped.')]
    : []),
  ...(engaged.some(({ scope, mode }) => scope === 'all' && mode === 'paused')
    ? []
    : [{ type: 'actions' as const, elements: [pauseAllButton()] }]),
]

const home = (...blocks: KnownBlock[]): HomeView => ({ type: 'home', blocks })

export const homeView = ({
  roles,
  waiting,
  links,
  recovery,
  decided,
  engaged,
  severity,
  spending,
  now,
}: HomeFacts): HomeView => {
  if (roles.length === 0)
    return home(
      header('claw-control'),
      sentence('You hold no role, so nothing waits for you here. Roles are given in config/people.yml.'),
    )
  return home(
    ...agents(engaged, severity),
    header('Waits for you'),
    ...waitingList(
      waiting,
      'Nothing waits for you. Requests that need your word will appear here and in the approvals channel.',
      links,
    ),
    ...(recovery.length > 0
      ? [
          header('Nobody knows whether these happened'),
          ...waitingList(recovery, ''),
          note('Their cards are in the approvals channel, with the buttons that close them.'),
        ]
      : []),
    header('Last decisions'),
    ...decidedList(decided, now),
    ...(spending ? [header('Spending'), spendingChart(spending.days, spending.budgetUsd)] : []),
    note(`Your roles: ${roles.join(', ')}. Type /claw help for what else there is.`),
  )
}

/** What App Home says when its contents cannot be read. */
export const homeNotice = (words: string): HomeView => home(header('claw-control'), sentence(words))
