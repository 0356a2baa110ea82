// Everything that the product draws in Slack, for one action and one text by somebody else.

import { approvalCard } from '#blocks/action/approval-card.ts'
import { detailsModal } from '#blocks/action/details.ts'
import { waitingList } from '#blocks/action/lists.ts'
import { recoveryCard } from '#blocks/action/recovery-card.ts'
import { storyView } from '#blocks/action/story-view.ts'
import { threadMessage } from '#blocks/action/thread.ts'
import { denyModal, grantModal } from '#blocks/action/vote-modal.ts'
import { actionIds } from '#blocks/action-ids.ts'
import { commandList } from '#blocks/command-list.ts'
import { homeNotice, homeView } from '#blocks/home.ts'
import { sentence } from '#blocks/shared/elements.ts'
import { noticeView } from '#blocks/shared/notice-view.ts'
import type { ActionRequest, KnownAction } from '#domain/action/state.ts'
import { commands } from '#functions/slack/registry.ts'
import { at, everyState } from '#test/unit/blocks/fixtures.ts'
import { buttonsOf } from '#test/unit/blocks/reading.ts'
import { manyStops } from '#test/unit/blocks/stops.ts'

export const eligible = Array.from({ length: 60 }, (_, index) => `UELIGIBLE${index}`)
export const now = at(30)

const story = (words: string) =>
  [
    { action: 'DecisionRefused', result: 'refused' as const, data: { code: 'x', sentence: words } },
    { action: 'ApprovalDenied', result: 'success' as const, data: { roles: ['support'], reason: words } },
    { action: 'ActionVoided', result: 'success' as const, data: { reason: words } },
    { action: 'ApprovalEscalated', result: 'success' as const, data: {} },
    { action: words, result: 'success' as const, data: { words } },
  ].map((event) => ({ at: at(9), actor: { kind: 'person' as const, id: 'USUPPORT' }, ...event }))

export const messages = (
  action: KnownAction,
  words: string,
): { text: string; blocks: unknown[]; metadata?: unknown }[] => [
  approvalCard(action, { eligible, now }),
  recoveryCard(action, { eligible, now }),
  storyView(action, story(words), now),
  {
    text: 'waiting',
    blocks: waitingList(
      Array.from({ length: 30 }, () => action),
      'Nothing.',
    ),
  },
  ...story(words).flatMap((event) => threadMessage(event, { action, mention: eligible, now }) ?? []),
  { text: 'said', blocks: [sentence(words || 'nothing')] },
  { text: 'help', blocks: commandList('What /claw can do', commands) },
]

export const pagesOf = (action: KnownAction): unknown[] => {
  const pages: unknown[] = []
  do pages.push(detailsModal(action, { page: pages.length, now }))
  while (buttonsOf(pages.at(-1)).some(({ action_id: id }) => id === actionIds.detailsNext))
  return pages
}

export const views = (action: KnownAction, words: string): unknown[] => [
  ...pagesOf(action),
  denyModal(action, { channel: 'C'.repeat(20), ts: '1234567890.123456' }),
  grantModal(action, { channel: 'C'.repeat(20), ts: '1234567890.123456' }),
  homeView({
    roles: ['support'],
    now,
    waiting: Array.from({ length: 30 }, () => action),
    links: new Map([[action.request.id, `https://example.slack.com/archives/C1/p${'1'.repeat(16)}`]]),
    recovery: [action, action],
    decided: Array.from({ length: 30 }, () => action),
    engaged: manyStops,
    severity: 1,
  }),
  homeView({
    roles: ['support'],
    waiting: [],
    links: new Map(),
    recovery: [],
    decided: [],
    engaged: [],
    severity: 2,
    now,
  }),
  homeNotice(words || 'nothing'),
  noticeView(words || 'nothing'),
]

export const states = (asked: ActionRequest, words: string): KnownAction[] =>
  Object.values(
    everyState(asked, { reason: words, report: { summary: words, evidence: words, durationMs: 1 } }),
  )
