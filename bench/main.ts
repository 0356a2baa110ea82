// `npm run bench`: measures and prints; `-- PART …` for some of it, `-- --short` for a figure within a minute.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, writeSync } from 'node:fs'
import { openDatabase } from './database.ts'
import { runDecisions } from './decisions.ts'
import { runGrowth } from './growth.ts'
import { runLambdas } from './lambdas.ts'
import { runLive } from './live.ts'
import { runMemory } from './memory.ts'
import { runPlugin } from './plugin.ts'
import { runTexts } from './texts.ts'
import { runWebhooks } from './webhooks.ts'

const decisions = ['allow', 'approval', 'audit'] as const
const parts = [...decisions, 'growth', 'lambdas', 'memory', 'webhooks', 'live', 'plugin', 'texts'] as const
type Part = (typeof parts)[number]

const isPart = (word: string): word is Part => (parts as readonly string[]).includes(word)

/** Parts that are measured in one process; a system that ran before would leave the store's client at its endpoint. */
const groupOf = (part: Part): string => ((decisions as readonly string[]).includes(part) ? 'decisions' : part)

/** Runs this program again for these parts, with its output in ours. */
const runAlone = async (chosen: readonly Part[], short: boolean): Promise<void> => {
  const words = [import.meta.filename, ...chosen, ...(short ? ['--short'] : [])]
  // A line of the log for each request would bury the figures.
  const env = { ...process.env, POWERTOOLS_LOG_LEVEL: process.env['POWERTOOLS_LOG_LEVEL'] ?? 'ERROR' }
  const [code] = await once(spawn(process.execPath, words, { stdio: 'inherit', env }), 'exit')
  if (code !== 0) throw new Error(`The bench of ${chosen.join(', ')} failed.`)
}

/** Handlers still write their lines, as in Lambda, but not between the tables. */
const logAside = (): void => {
  const nowhere = openSync('/dev/null', 'w')
  const write = (line: unknown): void => void writeSync(nowhere, `${line}\n`)
  Object.assign(console, { log: write, warn: write })
}

const main = async (words: readonly string[]): Promise<void> => {
  const short = words.includes('--short')
  const wanted = words.filter((word) => word !== '--short')
  const unknown = wanted.filter((word) => !isPart(word))
  if (unknown.length > 0)
    throw new Error(`There is no part ${unknown.join(', ')}; there are ${parts.join(', ')}.`)
  const chosen = wanted.length > 0 ? parts.filter((part) => wanted.includes(part)) : parts
  const groups = Map.groupBy(chosen, groupOf)
  if (groups.size > 1) {
    for (const group of groups.values()) await runAlone(group, short)
    return
  }
  logAside()
  const asked = decisions.filter((part) => chosen.includes(part))
  if (asked.length > 0 || chosen.includes('growth')) {
    const database = await openDatabase()
    try {
      if (asked.length > 0) await runDecisions(database, asked, short)
      if (chosen.includes('growth')) await runGrowth(database, short)
    } finally {
      await database.close()
    }
  }
  if (chosen.includes('lambdas')) await runLambdas(short)
  if (chosen.includes('memory')) await runMemory(short)
  if (chosen.includes('plugin')) await runPlugin(short)
  if (chosen.includes('live')) await runLive(short)
  if (chosen.includes('webhooks')) await runWebhooks(short)
  if (chosen.includes('texts')) runTexts(short)
}

main(process.argv.slice(2)).then(
  // The store's client keeps its sockets open for the next request, and there is none.
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error))
    process.exit(1)
  },
)
