// Why: an element behaves the same wherever it stands; the message, the modal or App Home around it says where a press
// goes and keeps what was entered.
import type { KnownBlock } from '@slack/types'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { deliver } from '../data/http.ts'
import { type AnyElement, type ElementState, initialState, type Values, valuesOf } from './state.ts'

/** Where a press belongs: a message, an open modal, or the person's App Home. */
type Place = { channel: string; ts: string } | { view_id: string } | { home: true }

interface Host {
  /** Sends the press to the bot; ends when the bot has answered, and throws a sentence when it failed. */
  press(element: AnyElement, blockId: string, state: ElementState): Promise<void>
  stateOf(element: AnyElement, blockId: string): ElementState
  enter(element: AnyElement, blockId: string, state: ElementState): void
  errorAt(blockId: string): string | undefined
}

const HostContext = createContext<Host | undefined>(undefined)

interface HostProps {
  user: string
  place: Place
  blocks: readonly KnownBlock[]
  entered?: [Values, (change: (before: Values) => Values) => void]
  errors?: Record<string, string>
  children: ReactNode
}

export function HostProvider({ user, place, blocks, entered, errors = {}, children }: HostProps) {
  const own = useState<Values>({})
  const [values, setValues] = entered ?? own
  const host: Host = {
    press: async (element, blockId, state) => {
      await deliver('/_local/actions', {
        user,
        ...place,
        action_id: element.action_id,
        block_id: blockId,
        ...state,
        values: valuesOf(blocks, withEntry(values, element, blockId, state)),
      })
    },
    stateOf: (element, blockId) => values[blockId]?.[element.action_id ?? ''] ?? initialState(element),
    enter: (element, blockId, state) => setValues((before) => withEntry(before, element, blockId, state)),
    errorAt: (blockId) => errors[blockId],
  }
  return <HostContext value={host}>{children}</HostContext>
}

const withEntry = (values: Values, element: AnyElement, blockId: string, state: ElementState): Values => ({
  ...values,
  [blockId]: { ...values[blockId], [element.action_id ?? '']: state },
})

export function useHost(): Host {
  const host = useContext(HostContext)
  if (!host) throw new Error('useHost outside of HostProvider')
  return host
}
