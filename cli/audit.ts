// `npm run audit -- verify | show ID | export`: the record checked and told without the product running.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { deciders } from '#domain/deciders.ts'
import type { RecordedEvent } from '#domain/shared/recorded-event.ts'
import type { Item } from '#store/kernel/table.ts'
import { openTable } from './laptop.ts'

const usage = `Usage:
  npm run audit -- verify [--file export.jsonl]   check every chain; names the first broken link of each
  npm run audit -- show act_…                     tell the story of one action
  npm run audit -- export > export.jsonl          every item of the table, one a line, to verify elsewhere

The table is the laptop's unless TABLE_NAME (and the usual AWS settings) name another.`

async function* itemsOfFile(file: string): AsyncGenerator<Item> {
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (line.trim()) yield JSON.parse(line) as Item
  }
}

const verify = async (file: string | undefined): Promise<number> => {
  const { verifyItems } = await import('#store/kernel/verify.ts')
  const source = file ? itemsOfFile(file) : (await import('#store/kernel/scan.ts')).scanTable()
  const { streams, events, broken } = verifyItems(await Array.fromAsync(source), deciders)
  for (const { stream, seq, why } of broken) console.log(`BROKEN  ${stream}  event ${seq}: ${why}`)
  console.log(
    broken.length === 0
      ? `Verified ${streams} chains with ${events} events. Every link holds.`
      : `${broken.length} of ${streams} chains are broken; ${events} events were read.`,
  )
  return broken.length === 0 ? 0 : 1
}

const detail = ({ data, result }: RecordedEvent): string => {
  const { reason, sentence, roles, outcome, request, requirement } = data as Record<string, never> & {
    request?: { tool: string; params: unknown }
    requirement?: unknown
  }
  const parts = [
    request && `${request.tool} ${JSON.stringify(request.params)}`,
    requirement && `needs ${JSON.stringify(requirement)}`,
    reason ?? sentence,
    roles && `as ${String(roles)}`,
    outcome && JSON.stringify(outcome),
  ]
  return [result === 'success' ? '' : result.toUpperCase(), ...parts].filter(Boolean).join(' · ')
}

const show = async (id: string): Promise<number> => {
  const { eventsOf } = await import('#store/action/actions.ts')
  const stream = id.includes('/') ? id : `action/${id}`
  const events = await eventsOf(stream)
  if (events.length === 0) {
    console.error(`There is no ${stream} on record.`)
    return 1
  }
  const width = Math.max(...events.map(({ action }) => action.length))
  console.log(stream)
  for (const event of events) {
    console.log(`${event.at}  ${event.action.padEnd(width)}  ${event.actor.kind} ${event.actor.id}`)
    const more = detail(event)
    if (more) console.log(`${' '.repeat(26)}${more}`)
  }
  return 0
}

const exportTable = async (): Promise<number> => {
  const { scanTable } = await import('#store/kernel/scan.ts')
  for await (const item of scanTable()) console.log(JSON.stringify(item))
  return 0
}

const run = async (): Promise<number> => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { file: { type: 'string' } } })
  const [command, id] = positionals
  if (command === 'verify' && values.file) return verify(values.file)
  if (command !== 'verify' && command !== 'export' && !(command === 'show' && id)) {
    console.error(usage)
    return 2
  }
  const table = await openTable()
  try {
    if (command === 'show') return await show(id!)
    return command === 'verify' ? await verify(undefined) : await exportTable()
  } finally {
    await table.close()
  }
}

run().then(
  // A pipe takes a long export more slowly than it is written: what is not out yet is waited for.
  (code) => process.stdout.write('', () => process.exit(code)),
  (error: Error) => {
    console.error(error.message)
    process.exit(1)
  },
)
