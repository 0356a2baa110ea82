// `npm run incident -- declare sev2 "what happened"`: an operator's way to incidents, over HTTP, with the operator's token.
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { call, settings } from './api.ts'

const usage = `Usage:
  npm run incident -- declare [sev1|sev2|sev3|sev4] [--unsure] [--drill] [--key KEY] WHAT HAPPENED
  npm run incident -- list
  npm run incident -- report INC-1

${settings}`

const Incident = z.object({
  ...{ id: z.string(), title: z.string(), status: z.string() },
  ...{ severity: z.number().nullable(), drill: z.boolean() },
})
const inWords = ({ id, title, status, severity, drill }: z.infer<typeof Incident>): string =>
  [drill ? 'DRILL' : '', id, severity === null ? 'no severity' : `SEV${severity}`, status, title]
    .filter((word) => word !== '')
    .join('  ')

const run = async (): Promise<number> => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { unsure: { type: 'boolean' }, drill: { type: 'boolean' }, key: { type: 'string' } },
  })
  const [command, ...words] = positionals
  if (command === 'declare') {
    const severity = /^sev-?([1-4])$/i.exec(words[0] ?? '')?.[1]
    const title = (severity ? words.slice(1) : words).join(' ')
    if (title !== '') {
      const body = { title, ...(severity ? { severity: Number(severity) } : {}), ...values }
      console.log(inWords(await call('POST', '/v1/incidents', Incident, body)))
      return 0
    }
  }
  if (command === 'list') {
    const { incidents } = await call('GET', '/v1/incidents', z.object({ incidents: z.array(Incident) }))
    console.log(incidents.length === 0 ? 'No incident is open.' : incidents.map(inWords).join('\n'))
    return 0
  }
  if (command === 'report' && words[0]) {
    const path = `/v1/incidents/${encodeURIComponent(words[0].toUpperCase())}/report`
    console.log((await call('GET', path, z.object({ markdown: z.string() }))).markdown)
    return 0
  }
  console.error(usage)
  return 2
}

process.exitCode = await run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  return 1
})
