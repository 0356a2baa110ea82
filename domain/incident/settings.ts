// What a team edits about its incidents: what severities mean, how often people hear, who is called, and what the first day asks for.
import * as z from 'zod'
import { Role } from '../shared/people.ts'
import type { Severity } from './severity.ts'

const sentence = z.string().min(1).max(300)
const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower case letters, digits and dashes')

const SeveritySettings = z.strictObject({
  meaning: sentence,
  /** Nobody waits longer for the next word. */
  updateMinutes: z.int().min(1).max(1440),
})

const Phase = z.strictObject({
  id: name,
  title: z.string().min(1).max(80),
  /** Counted from the declaration. */
  withinMinutes: z.int().min(1).max(10_080),
  steps: z.array(sentence).min(1).max(8),
})

const LeakStep = z.strictObject({ id: name, what: sentence })

const isTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  } catch {
    return false
  }
}

/** `config/severities.yml`. */
export const IncidentSettings = z.strictObject({
  timeZone: z.string().refine(isTimeZone, 'an IANA time zone, like Europe/Berlin'),
  severities: z.strictObject({
    sev1: SeveritySettings,
    sev2: SeveritySettings,
    sev3: SeveritySettings,
    sev4: SeveritySettings,
  }),
  /** Whom each stage of an escalation calls; the last one offers to pause all agents. */
  escalation: z.array(z.array(Role).min(1)).length(3),
  firstDay: z.array(Phase).min(1).max(6),
  leak: z.array(LeakStep).length(4),
  rootCauses: z
    .array(z.strictObject({ id: name, meaning: sentence }))
    .min(1)
    .max(20),
})
export type IncidentSettings = z.infer<typeof IncidentSettings>

/** Seconds between two updates. Until somebody says how bad it is, it counts as SEV2. */
export const updateSeconds = (settings: IncidentSettings, severity: Severity | undefined): number =>
  settings.severities[`sev${severity ?? 2}`].updateMinutes * 60
