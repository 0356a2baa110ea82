// How the product speaks of stops: whom, in which mode, and the red button that is the same wherever it stands.
import type { Button } from '@slack/types'
import type { Mode } from '#domain/kill-switch/state.ts'
import { actionIds } from '../action-ids.ts'
import { button, plain } from '../shared/elements.ts'
import { brief } from '../shared/escape.ts'

/** `All agents`, `Agent billing-bot`, `Skill outreach`. */
export const whom = (scope: string): string => {
  const [, kind = 'all', name = ''] = /^(\w+):(.*)$/.exec(scope) ?? []
  return kind === 'all' ? 'All agents' : `${kind[0]!.toUpperCase()}${kind.slice(1)} ${brief(name, 60)}`
}

const modes: Record<Mode, { sign: string; word: string }> = {
  paused: { sign: '🛑', word: 'paused' },
  readonly: { sign: '👓', word: 'read-only' },
}

/** `All agents are paused` */
export const standing = (scope: string, mode: Mode): string =>
  `${whom(scope)} ${scope === 'all' ? 'are' : 'is'} ${modes[mode].word}`
export const signOf = (mode: Mode): string => modes[mode].sign

/** The red button. It asks back once: a stop is quick to make, and letting all agents go on takes two people. */
export const pauseAllButton = (): Button =>
  button(
    actionIds.switchPauseAll,
    'Pause all agents',
    {},
    {
      style: 'danger',
      confirm: {
        title: plain('Pause all agents?'),
        text: plain(
          'Every agent stops at once, and what waits for approval is withdrawn. Letting them go on takes two people.',
        ),
        confirm: plain('Pause all'),
        deny: plain('Go back'),
        style: 'danger',
      },
    },
  )
