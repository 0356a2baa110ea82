// The agents, one line each: whose they are, when they were last heard, whether they run, what they spend and how often they fail.
import type { KnownBlock, RichTextElement } from '@slack/types'
import type { Mode } from '#domain/kill-switch/state.ts'
import { bold, bullets, header, moment, person, richText, sentence, text } from '../shared/elements.ts'
import { brief, counted } from '../shared/escape.ts'
import { money } from '../shared/money.ts'

export interface AgentRow {
  agent: string
  owner: string
  seenAt: string
  mode: 'run' | Mode
  /** Whether its budget, or that of all, is used up. */
  exhausted: boolean
  spentUsd: number
  budgetUsd: number
  failed: number
  outcomes: number
}

/** With more, an answer outgrows what Slack takes in one message. */
export const AGENTS_SHOWN = 12

const modes: Record<AgentRow['mode'], string> = { run: 'runs', readonly: 'read-only', paused: 'paused' }

const standing = ({ mode, exhausted }: AgentRow): string =>
  mode === 'run' && exhausted ? 'budget used up' : modes[mode]

const errors = ({ failed, outcomes }: AgentRow): string =>
  outcomes === 0
    ? 'no outcomes yet'
    : `${Math.round((failed / outcomes) * 100)}% of its last ${counted(outcomes, 'outcome')} failed`

const row = (agent: AgentRow): RichTextElement[] => [
  bold(brief(agent.agent, 60)),
  text(' ('),
  person(agent.owner),
  text(`) · ${standing(agent)} · last seen `),
  moment(agent.seenAt),
  text(` · ${money(agent.spentUsd)} of ${money(agent.budgetUsd)} today · ${errors(agent)}`),
]

/** `all` is how many agents there are; the rows may be fewer. */
export const agentList = (rows: readonly AgentRow[], all: number): { text: string; blocks: KnownBlock[] } => {
  if (all === 0) {
    const words = 'No agent has been heard from yet.'
    return { text: words, blocks: [sentence(words)] }
  }
  const title = counted(all, 'agent')
  const rest = all - Math.min(rows.length, AGENTS_SHOWN)
  return {
    text: title,
    blocks: [
      header(title),
      richText(bullets(rows.slice(0, AGENTS_SHOWN).map(row))),
      ...(rest > 0 ? [sentence(`+ ${counted(rest, 'more agent')}, last seen before these.`)] : []),
    ],
  }
}
