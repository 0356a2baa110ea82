// The one control of this process: OpenClaw runs hooks and services in separate copies of this module.
import type { Control } from './control.ts'
import type { Ledger } from './ledger.ts'
import { createLedger } from './ledger.ts'

const slot = Symbol.for('claw-control.openclaw-plugin')

interface Shared {
  /** The settings that `control` was made from; other settings need another control. */
  key: string
  control: Control
  /** It was stopped: it still takes in what was under way, and another one takes over what is new. */
  ended: boolean
}

interface Holder {
  shared?: Shared
  /** Calls go on when the plugin is reloaded or switched off, so what is known of them does too. */
  ledger?: Ledger
}

const global = globalThis as { [slot]?: Holder }
const holder = (): Holder => {
  global[slot] ??= {}
  return global[slot]
}

export const sharedLedger = (): Ledger => {
  const found = holder()
  found.ledger ??= createLedger()
  return found.ledger
}

/** The control for these settings; one made from other settings is stopped, and the new one starts after it. */
export const sharedControl = (key: string, create: (previous: Promise<void>) => Control): Control => {
  const { shared } = holder()
  if (shared && !shared.ended && shared.key === key) return shared.control
  const control = create(shared && !shared.ended ? shared.control.stop() : Promise.resolve())
  holder().shared = { key, control, ended: false }
  return control
}

/** What there is, without beginning anything: for hooks that only look on. */
export const presentControl = (): Control | undefined => holder().shared?.control

/** Stops it for good; whoever needs one afterwards gets a new one. */
export const endSharedControl = async (): Promise<void> => {
  const { shared } = holder()
  if (!shared || shared.ended) return
  shared.ended = true
  await shared.control.stop()
}
