// What the emulator needs from whoever runs it.

export interface Clock {
  /** Milliseconds since the epoch; may be virtual. */
  now(): number
}
