// Why: whatever waits on the virtual clock is moved through time in one common way.

export interface Timed {
  /** Milliseconds since the epoch of what falls due next; undefined when nothing waits. */
  nextDueAt(): number | undefined
  /** Starts everything that is due by now. */
  tick(): void
  /** A jump to `target` (ms) begins; undefined: it is over. */
  jumping?(target: number | undefined): void
  /** Resolves when nothing that was started is still under way. */
  idle(): Promise<void>
}
