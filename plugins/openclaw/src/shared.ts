// The one control of this process: OpenClaw runs hooks and services in separate copies of this module.
import type { Control } from './control.ts'

const slot = Symbol.for('claw-control.openclaw-plugin')

interface Shared {
  /** The settings that `control` was made from; other settings need another control. */
  key: string
  control: Control
}

const holder = globalThis as { [slot]?: Shared }

/** The control for these settings; one made from other settings is stopped, and the new one starts after it. */
export const sharedControl = (key: string, create: (previous: Promise<void>) => Control): Control => {
  const current = holder[slot]
  if (current?.key === key) return current.control
  const control = create(current?.control.stop() ?? Promise.resolve())
  holder[slot] = { key, control }
  return control
}

/** Stops it for good; whoever needs one afterwards gets a new one. */
export const endSharedControl = async (): Promise<void> => {
  const current = holder[slot]
  delete holder[slot]
  await current?.control.stop()
}
