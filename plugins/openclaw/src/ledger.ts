// Which calls were allowed and are running, and which were turned away: it outlives a reload of the plugin, as the calls do.
import type { Resolved } from './places.ts'

export interface OpenCall {
  /** The gate's id; undefined for what ran on a lease while the gate was away, and for what needs no asking. */
  actionId: string | undefined
  tool: string
  params: Record<string, unknown>
  digest: string
  run: string | undefined
  session: string | undefined
  toolCallId: string | undefined
  resolved?: Resolved | undefined
}

const maxCalls = 10_000

const bounded = (calls: { size: number; keys(): Iterator<string>; delete(key: string): boolean }): void => {
  const oldest = calls.keys().next().value
  if (calls.size > maxCalls && oldest !== undefined) calls.delete(oldest)
}

export const createLedger = () => {
  const open = new Map<string, OpenCall>()
  const settled = new Set<string>()
  const keyOf = ({ run, toolCallId, tool }: Pick<OpenCall, 'run' | 'toolCallId' | 'tool'>): string =>
    JSON.stringify([run ?? '', toolCallId ?? '', tool])
  return {
    begin: (call: OpenCall): void => {
      open.set(keyOf(call), call)
      bounded(open)
    },
    find: (call: Pick<OpenCall, 'run' | 'toolCallId' | 'tool'>): OpenCall | undefined =>
      open.get(keyOf(call)),
    /** Takes the call out; false when it was out already. */
    end: (call: Pick<OpenCall, 'run' | 'toolCallId' | 'tool'>): boolean => open.delete(keyOf(call)),
    /** Its end will still be told by the host, and means nothing any more. */
    settle: (call: Pick<OpenCall, 'run' | 'toolCallId' | 'tool'>): void => {
      settled.add(keyOf(call))
      bounded(settled)
    },
    unsettle: (call: Pick<OpenCall, 'run' | 'toolCallId' | 'tool'>): boolean => settled.delete(keyOf(call)),
    ofRun: (run: string): OpenCall[] => [...open.values()].filter((call) => call.run === run),
    all: (): OpenCall[] => [...open.values()],
  }
}

export type Ledger = ReturnType<typeof createLedger>
