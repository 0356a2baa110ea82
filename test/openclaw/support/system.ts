// The real claw-control as `npm start` runs it, in a process of its own that can be stopped and started again.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { freePort } from './listen.ts'
import { until } from './until.ts'

const main = resolve(import.meta.dirname, '../../../local/main.ts')

interface Card {
  ts: string
  text: string
  blocks?: unknown
}

export const startSystem = async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'claw-system-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`

  const log = await open(join(dataDir, 'output.log'), 'a')

  const launch = async () => {
    const started = spawn(process.execPath, [main], {
      stdio: ['ignore', log.fd, log.fd],
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: `${port}`, CLAW_DATA_DIR: dataDir },
    })
    const answers = () =>
      fetch(`${url}/health`).then(
        ({ ok }) => ok,
        () => started.exitCode !== null,
      )
    await until('claw-control answering', answers, 120_000)
    if (started.exitCode !== null)
      throw new Error(`claw-control ended: ${await readFile(join(dataDir, 'output.log'), 'utf8')}`)
    return started
  }
  let child = await launch()

  const end = async (): Promise<void> => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  const local = async (path: string, body?: object): Promise<Record<string, unknown>> => {
    const response = await fetch(`${url}/_local/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const answer = await response.text()
    if (!response.ok) throw new Error(`${path}: HTTP ${response.status} ${answer}`)
    return answer === '' ? {} : JSON.parse(answer)
  }
  const cards = async (): Promise<Card[]> => {
    const { messages } = await local('channels/CAPPROVALS/messages')
    return (messages as Card[]).filter(({ blocks }) =>
      JSON.stringify(blocks ?? []).includes('approval.grant'),
    )
  }

  return {
    url,
    end,
    restart: async (): Promise<void> => {
      child = await launch()
    },
    local,
    cards,
    /** The open approval card that shows this text. */
    cardWith: (text: string): Promise<Card> =>
      until(`a card with ${text}`, async () =>
        (await cards()).find((card) => JSON.stringify(card).includes(text)),
      ),
    click: (user: string, card: Card, action_id: string) =>
      local('actions', { user, channel: 'CAPPROVALS', ts: card.ts, action_id }),
    /** Types into the one text input of the modal that is open for this person. */
    fillModal: async (user: string, text: string): Promise<void> => {
      const { views } = (await local(`views?user=${user}`)) as { views: ModalView[] }
      const [view] = views
      if (!view) throw new Error(`No modal is open for ${user}`)
      const input = view.blocks.find(({ type }) => type === 'input')
      const values = { [input?.block_id ?? '']: { [input?.element?.action_id ?? '']: { value: text } } }
      await local(`views/${view.id}/submit`, { user, values })
    },
    command: (user: string, text: string) =>
      local('commands', { user, channel: 'COPS', text }) as Promise<{ status: number; response: unknown }>,
    /** What the record says, newest first. */
    audit: async (query: string): Promise<Record<string, unknown>[]> => {
      const headers = { authorization: 'Bearer local-operator-token' }
      const response = await fetch(`${url}/v1/audit?${query}`, { headers })
      return ((await response.json()) as { events: Record<string, unknown>[] }).events
    },
    close: async (): Promise<void> => {
      if (child.exitCode === null && child.signalCode === null) await end()
      await log.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

interface ModalView {
  id: string
  blocks: { type: string; block_id?: string; element?: { action_id?: string } }[]
}

export type System = Awaited<ReturnType<typeof startSystem>>
