// The one exception to "no gate, no tool": listed reading tools, for less than a minute after the gate's last answer.
import type { Config } from './config.ts'
import type { GateError } from './http.ts'

/** Only when the gate is away; an answer that is wrong in any other way is no outage. */
const isOutage = ({ fault }: GateError): boolean => fault === 'unreachable' || fault === 'unavailable'

/** `now` is monotonic, in milliseconds: setting the clock back must not stretch a lease. */
export const createLease = (outage: Config['outage'], now: () => number = () => performance.now()) => {
  let until = Number.NEGATIVE_INFINITY
  return {
    /** The gate has just answered. */
    renew: (): void => {
      until = now() + outage.ms
    },
    covers: (tool: string, error: GateError): boolean =>
      isOutage(error) && outage.readingTools.includes(tool) && now() < until,
  }
}

export type Lease = ReturnType<typeof createLease>
