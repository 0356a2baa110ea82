// GitHub's webhooks: failing workflows on the default branch, failing deployments, leaked secrets and grave dependency alerts.
// https://docs.github.com/en/webhooks/webhook-events-and-payloads
import * as z from 'zod'
import type { Alert } from '#domain/incident/alert.ts'
import { digest, instant, key, labels, line, link, severity } from '../clean.ts'
import { assertSigned } from '../genuine.ts'
import type { Received, Source } from '../source.ts'

const Repository = z.object({ full_name: z.string().min(1), default_branch: z.string().optional() })
const about = { repository: Repository }

/** What an event comes to; undefined when it is of no concern. */
interface Meaning {
  /** What the trouble is about, so that its end is recognised. */
  same: (string | number)[]
  status: Alert['status']
  title: string
  url: unknown
  word: string
  labels: Record<string, unknown>
  /** The time by which what it says of one thing is ordered. */
  said: string | null | undefined
}
type Reader = (body: unknown) => Meaning | undefined

const reader =
  <Schema extends z.ZodType>(schema: Schema, mean: (body: z.infer<Schema>) => Meaning | undefined): Reader =>
  (body) =>
    mean(schema.parse(body))

const workflowRun = reader(
  z.object({
    ...about,
    action: z.string(),
    workflow_run: z.object({
      name: z.string().nullish(),
      workflow_id: z.number(),
      head_branch: z.string().nullish(),
      event: z.string().nullish(),
      conclusion: z.string().nullish(),
      html_url: z.string().nullish(),
      run_started_at: z.string().nullish(),
      created_at: z.string().nullish(),
    }),
  }),
  ({ action, repository, workflow_run: run }) => {
    const failed = ['failure', 'timed_out', 'startup_failure'].includes(run.conclusion ?? '')
    if (action !== 'completed' || !(failed || run.conclusion === 'success')) return undefined
    // A branch that somebody works on may fail, and a fork may call its branch as it likes.
    if (run.head_branch !== repository.default_branch || run.event?.startsWith('pull_request'))
      return undefined
    return {
      same: [run.workflow_id],
      status: failed ? 'firing' : 'resolved',
      word: 'warning',
      url: run.html_url,
      title: `${run.name ?? 'A workflow'} fails on ${repository.full_name} ${run.head_branch ?? ''}`,
      labels: { branch: run.head_branch, conclusion: run.conclusion },
      // Of two runs, the one that began later has the later code, whichever ends first.
      said: run.run_started_at ?? run.created_at,
    }
  },
)

const deploymentStatus = reader(
  z.object({
    ...about,
    deployment: z.object({ created_at: z.string().nullish() }).nullish(),
    deployment_status: z.object({
      state: z.string(),
      created_at: z.string().nullish(),
      environment: z.string().nullish(),
      target_url: z.string().nullish(),
    }),
  }),
  ({ repository, deployment, deployment_status: { state, environment, target_url: url, created_at } }) => {
    const failed = state === 'failure' || state === 'error'
    if (!failed && state !== 'success') return undefined
    const where = environment ?? 'an environment'
    return {
      same: [where],
      status: failed ? 'firing' : 'resolved',
      word: 'error',
      url,
      title: `Deployment of ${repository.full_name} to ${where} failed`,
      labels: { environment, state },
      said: deployment?.created_at ?? created_at,
    }
  },
)

const firing = new Set(['created', 'reopened', 'reintroduced', 'publicly_leaked', 'auto_reopened'])
const over = new Set(['resolved', 'fixed', 'dismissed', 'auto_dismissed'])
const statusAfter = (action: string): Alert['status'] | undefined =>
  firing.has(action) ? 'firing' : over.has(action) ? 'resolved' : undefined

/** The secret itself is in the payload and is not read. */
const secretScanning = reader(
  z.object({
    ...about,
    action: z.string(),
    alert: z.object({
      number: z.number(),
      secret_type: z.string().nullish(),
      secret_type_display_name: z.string().nullish(),
      html_url: z.string().nullish(),
      updated_at: z.string().nullish(),
    }),
  }),
  ({ action, repository, alert }) => {
    const status = statusAfter(action)
    if (!status) return undefined
    const what = alert.secret_type_display_name ?? alert.secret_type ?? 'A credential'
    return {
      same: [alert.number],
      status,
      word: 'critical',
      url: alert.html_url,
      title: `${what} found in ${repository.full_name}`,
      labels: { type: alert.secret_type, number: alert.number },
      said: alert.updated_at,
    }
  },
)

const dependabot = reader(
  z.object({
    ...about,
    action: z.string(),
    alert: z.object({
      number: z.number(),
      html_url: z.string().nullish(),
      updated_at: z.string().nullish(),
      dependency: z.object({ package: z.object({ name: z.string() }).nullish() }).nullish(),
      security_advisory: z.object({ severity: z.string(), summary: z.string().nullish() }),
    }),
  }),
  ({ action, repository, alert }) => {
    const { severity: bad, summary } = alert.security_advisory
    const status = statusAfter(action)
    if (!status || !['critical', 'high'].includes(bad)) return undefined
    const what = alert.dependency?.package?.name ?? 'a dependency'
    return {
      same: [alert.number],
      status,
      word: bad === 'critical' ? 'error' : 'warning',
      url: alert.html_url,
      title: `${bad} vulnerability in ${what} of ${repository.full_name}: ${summary ?? ''}`,
      labels: { package: what, severity: bad },
      said: alert.updated_at,
    }
  },
)

const readers: ReadonlyMap<string, Reader> = new Map([
  ['workflow_run', workflowRun],
  ['deployment_status', deploymentStatus],
  ['secret_scanning_alert', secretScanning],
  ['dependabot_alert', dependabot],
])

/** GitHub's default content type is a form with the JSON in one field. */
const jsonOf = (headers: Received['headers'], body: Buffer): string => {
  const text = body.toString('utf8')
  const form = /^application\/x-www-form-urlencoded\b/i.test(headers['content-type']?.trim() ?? '')
  return (form ? new URLSearchParams(text).get('payload') : undefined) ?? text
}

export const github: Source = {
  verify: async (received, secrets) =>
    assertSigned(received, {
      header: 'x-hub-signature-256',
      prefix: 'sha256',
      secrets: (await secrets()).github,
    }),
  read: ({ headers, body }) => {
    const kind = headers['x-github-event'] ?? ''
    const value: unknown = JSON.parse(jsonOf(headers, body))
    // The delivery's id is in a header that is not signed; the body is.
    const id = digest(body)
    const meaning = readers.get(kind)?.(value)
    if (!meaning) return { id, alerts: [] }
    const { full_name: name } = z.object(about).parse(value).repository
    const url = link(meaning.url)
    const bad = severity(meaning.word)
    const saidAt = instant(meaning.said)
    return {
      id,
      alerts: [
        {
          source: 'github',
          fingerprint: key('github', kind, name, ...meaning.same.map(String)),
          group: key('github', kind, name),
          title: line(meaning.title, 300),
          status: meaning.status,
          ...(bad === undefined ? {} : { severity: bad }),
          labels: labels({ repository: name, ...meaning.labels }),
          ...(url === undefined ? {} : { url }),
          ...(saidAt === undefined ? {} : { saidAt }),
        },
      ],
    }
  },
}
