// The data that a team edits, read from config/ and checked: who people are to the product, and where the bot speaks.
import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'
import { Audience } from '#domain/communication/state.ts'
import { IncidentSettings } from '#domain/incident/settings.ts'
import { Severity } from '#domain/incident/severity.ts'
import { LimitSettings } from '#domain/limits/limits.ts'
import { PriceSettings } from '#domain/limits/prices.ts'
import { SlackPace, slackPace } from '#domain/posting/outbox.ts'
import { Directory } from '#domain/shared/people.ts'
import { StatusSettings } from '#domain/status/status-settings.ts'

const Channel = z.strictObject({
  id: z.string().regex(/^[CG][A-Z0-9]{1,20}$/, 'a Slack channel id, like C012AB3CD'),
  name: z.string().min(1).max(80),
  purpose: z.string().max(250),
  /** Where its posts go while Slack refuses them here: another key of this file. */
  fallback: z.string().optional(),
})
const Word = z.string().regex(/^[a-z0-9-]{1,40}$/, 'a word in lower case')

/** The four that the product itself speaks in, and any others that audiences need. */
const Channels = z
  .object({ approvals: Channel, incidents: Channel, operations: Channel, updates: Channel })
  .catchall(Channel)
  .refine((all) => Object.values(all).every(({ fallback }) => !fallback || Object.hasOwn(all, fallback)), {
    error: 'a fallback is a key of this file',
  })
export type Channels = z.infer<typeof Channels>

const Webhooks = z.strictObject({
  severities: z.record(Word, Severity),
  statuses: z.record(Word, z.enum(['firing', 'resolved'])).default({}),
  cloudwatch: z.strictObject({
    topics: z.array(
      z.string().regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?$/, 'a topic ARN'),
    ),
  }),
})

const Audiences = z
  .record(Word, z.strictObject({ name: Audience.shape.name, channel: Word, public: z.boolean() }))
  .refine((all) => Object.keys(all).length > 0, 'at least one audience')

/** Names the file and the field, and never quotes a value: the file may hold what a log should not. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

const read = <T>(path: string, name: string, schema: z.ZodType<T>): T => {
  let data: unknown
  try {
    data = parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const place = error instanceof Error ? error.message.split('\n', 1)[0] : ''
    throw new ConfigError(`config/${name} cannot be read: ${place}`)
  }
  const result = schema.safeParse(data)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new ConfigError(`config/${name}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}`)
}

/** A file that is wrong now, beside the settings that stay in force: those that were read before. */
export interface SettingsProblem {
  file: string
  problem: string
  since: string
}

const problems = new Map<string, SettingsProblem>()
const readers = new Map<string, () => unknown>()

const note = (file: string, problem: string): void => {
  if (problems.get(file)?.problem === problem) return
  problems.set(file, { file, problem, since: new Date().toISOString() })
  console.error(JSON.stringify({ level: 'error', settings: problem, inForce: 'the last that were good' }))
}

/**
 * A reader that looks at the file's time of change on every call, so an edit counts from the next call on. An edit that is
 * wrong does not: what was good before stays in force, and the mistake is in `settingsProblems`.
 */
const watched = <T>(name: string, schema: z.ZodType<T>): (() => T) => {
  let good: { path: string; value: T } | undefined
  let seen: { path: string; changed: number | undefined } | undefined
  const reader = (): T => {
    const path = resolve(process.env['CLAW_CONFIG_DIR'] ?? 'config', name)
    const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs
    if (good?.path === path && seen?.path === path && seen.changed === changed) return good.value
    try {
      if (changed === undefined) throw new ConfigError(`config/${name} is missing`)
      good = { path, value: read(path, name, schema) }
      problems.delete(name)
    } catch (error) {
      if (good?.path !== path) throw error
      note(name, (error as Error).message)
    }
    seen = { path, changed }
    return good.value
  }
  readers.set(name, reader)
  return reader
}

/**
 * Who people are: `people.yml` under `CLAW_CONFIG_DIR`, or under `config/` of the working directory.
 * @throws ConfigError when the file is missing or wrong, naming it and the field
 */
export const directory = watched('people.yml', Directory)

/**
 * Where the bot speaks: `channels.yml` beside it.
 * @throws ConfigError when the file is missing or wrong, naming it and the field
 */
export const channels = watched('channels.yml', Channels)

/**
 * Who is written to about incidents: `audiences.yml` beside it.
 * @throws ConfigError when the file is missing or wrong, naming it and the field
 */
export const audienceSettings = watched('audiences.yml', Audiences)

/**
 * What severities mean, who is called and what the first day asks for: `severities.yml` beside it.
 * @throws ConfigError when the file is missing or wrong, naming it and the field
 */
export const incidentSettings = watched('severities.yml', IncidentSettings)

/**
 * What agents may ask for and spend, and how fast we speak in Slack: `limits.yml` beside it.
 * @throws ConfigError when the file is missing or wrong, naming it and the field
 */
export const limitSettings = watched(
  'limits.yml',
  LimitSettings.extend({ slack: SlackPace.default(slackPace) }),
)

/**
 * What tokens cost: `prices.yml` beside it.
 * @throws ConfigError when the file is missing or wrong, naming it and the field
 */
export const priceSettings = watched('prices.yml', PriceSettings)

/**
 * What monitoring systems may tell us: `webhooks.yml` beside it.
 * @throws ConfigError when the file is missing or wrong, naming it and the field
 */
export const webhooks = watched('webhooks.yml', Webhooks)

/**
 * What the status page is about and what it promises: `status.yml` beside it.
 * @throws ConfigError when the file is missing or wrong, naming it and the field
 */
export const statusSettings = watched('status.yml', StatusSettings)

const BehaviourDocuments = z
  .strictObject({
    documents: z.array(z.string().regex(/^[^/\\]{1,100}$/, 'a file name without a folder')).max(100),
  })
  .transform(({ documents }) => documents)

/**
 * Files that say what an agent is, beyond those that always do: `behaviour-documents.yml` beside it.
 * @throws ConfigError when the file is missing or wrong, naming it and the field
 */
export const behaviourDocumentNames = watched('behaviour-documents.yml', BehaviourDocuments)

/** A channel of the product's by its key, and where its posts go while Slack refuses them there. */
export const channelOf = (
  key: 'approvals' | 'incidents' | 'operations',
): { channel: string; fallbacks: string[] } => {
  const all = channels()
  const { id, fallback } = all[key]
  const other = fallback === undefined ? undefined : all[fallback]?.id
  return { channel: id, fallbacks: other && other !== id ? [other] : [] }
}

/**
 * Reads every file once.
 * @throws ConfigError for the first that is missing or wrong, naming it and the field
 */
export const checkSettings = (): void => {
  for (const reader of readers.values()) reader()
}

/** Every file that is wrong at this moment, with what is wrong. */
export const settingsProblems = (): SettingsProblem[] => {
  const since = new Date().toISOString()
  return [...readers].flatMap(([file, reader]) => {
    try {
      reader()
    } catch (error) {
      return [{ file, problem: (error as Error).message, since }]
    }
    return problems.get(file) ?? []
  })
}
