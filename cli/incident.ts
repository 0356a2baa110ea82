// `npm run incident -- declare sev2 "what happened"`: an operator's way to incidents, over HTTP, with the operator's token.
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { parseDeclaration } from '#domain/incident/declaration.ts'
import { call, settings } from './api.ts'
import { parseReason, parseSeverityChange } from './incident-words.ts'

const usage = `Usage:
  npm run incident -- declare [sev1|sev2|sev3|sev4] [--unsure] [--drill] [--key KEY] WHAT HAPPENED
  npm run incident -- list
  npm run incident -- ack INC-1
  npm run incident -- severity INC-1 sev2 because …
  npm run incident -- status INC-1 [identified|mitigated|resolved|cancelled] because …
  npm run incident -- merge INC-2 into INC-1 because …
  npm run incident -- report INC-1

Agents may write again when a SEV1 or SEV2 is mitigated; before that it is identified.
${settings}`

const Incident = z.object({
  id: z.string(),
  title: z.string(),
  status: z.string(),
  severity: z.number().nullable(),
  drill: z.boolean(),
})
const inWords = ({ id, title, status, severity, drill }: z.infer<typeof Incident>): string =>
  [drill ? 'DRILL' : '', id, severity === null ? 'no severity' : `SEV${severity}`, status, title]
    .filter((word) => word !== '')
    .join('  ')

const pathOf = (id: string, about: string): string =>
  `/v1/incidents/${encodeURIComponent(id.toUpperCase())}/${about}`

const notUnderstood = (sentence: string): number => {
  console.error(sentence)
  return 2
}

/** Sends what was understood and prints the incident; says what was not understood. */
const post = async (path: string, body: object | { problem: string }): Promise<number> => {
  if ('problem' in body) return notUnderstood(body.problem)
  console.log(inWords(await call('POST', path, Incident, body)))
  return 0
}

const list = async (): Promise<number> => {
  const Page = z.object({ incidents: z.array(Incident), cursor: z.string().optional() })
  let cursor: string | undefined = ''
  for (let pages = 0; cursor !== undefined; pages++) {
    const from: string = cursor === '' ? '' : `?cursor=${encodeURIComponent(cursor)}`
    const page: z.infer<typeof Page> = await call('GET', `/v1/incidents${from}`, Page)
    const nothing = pages === 0 && page.incidents.length === 0
    console.log(nothing ? 'No incident is open.' : page.incidents.map(inWords).join('\n'))
    cursor = page.cursor
  }
  return 0
}

const report = async (id: string): Promise<number> => {
  console.log((await call('GET', pathOf(id, 'report'), z.object({ markdown: z.string() }))).markdown)
  return 0
}

const run = async (): Promise<number> => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { unsure: { type: 'boolean' }, drill: { type: 'boolean' }, key: { type: 'string' } },
  })
  const [command, ...words] = positionals
  const [id, ...rest] = words
  if (command === 'list') return list()
  if (command === 'declare') {
    const declaration = parseDeclaration(words.join(' '), { shell: true })
    if ('sentence' in declaration) return notUnderstood(declaration.sentence)
    if (declaration.title !== '') return post('/v1/incidents', { ...declaration, ...values })
  } else if (id !== undefined) {
    if (command === 'report') return report(id)
    if (command === 'ack') return post(pathOf(id, 'acknowledge'), {})
    if (command === 'severity') return post(pathOf(id, 'severity'), parseSeverityChange(rest))
    if (command === 'merge') {
      const [into = '', ...because] = rest.filter((word) => word.toLowerCase() !== 'into')
      const merging = parseReason(because)
      return post(
        pathOf(id, 'merge'),
        'problem' in merging ? merging : { into: into.toUpperCase(), ...merging },
      )
    }
    const [to = '', ...why] = rest
    const reason = parseReason(why)
    if (command === 'status' && to !== '')
      return post(pathOf(id, 'status'), 'problem' in reason ? reason : { to: to.toLowerCase(), ...reason })
  }
  console.error(usage)
  return 2
}

process.exitCode = await run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  return 1
})
