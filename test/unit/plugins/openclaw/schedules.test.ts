// The scheduler's jobs that run by themselves: kept off, ended when started by hand, and put back after a pause where they are allowed.
import { expect, test } from 'vitest'
import { refusedCommand } from '#plugins/openclaw/src/chat-commands.ts'
import type { CronJob } from '#plugins/openclaw/src/host.ts'
import { family } from '#plugins/openclaw/src/reaper.ts'
import { createSchedules, runsByItself } from '#plugins/openclaw/src/schedules.ts'

const turn: CronJob = { id: 'turn', payload: { kind: 'agentTurn' }, schedule: { kind: 'every' } }
const command: CronJob = { id: 'command', payload: { kind: 'command' }, schedule: { kind: 'every' } }
const watch: CronJob = { id: 'watch', payload: { kind: 'agentTurn' }, schedule: { kind: 'on-exit' } }

const rig = (jobs: CronJob[], allowed = false) => {
  const all = new Map(jobs.map((job) => [job.id, { enabled: true, ...job }]))
  const state = { paused: false, held: [] as readonly string[], stubborn: false }
  const kept: string[] = []
  const told: string[] = []
  const changes: string[] = []
  const scheduler = {
    list: async () => [...all.values()],
    update: async (id: string, { enabled }: { enabled: boolean }) => {
      if (state.stubborn) throw new Error('busy')
      changes.push(`${id} ${enabled ? 'on' : 'off'}`)
      const job = all.get(id)
      if (job) job.enabled = enabled
    },
    remove: async (id: string) => {
      changes.push(`${id} gone`)
      all.delete(id)
    },
  }
  const schedules = createSchedules({
    allowed,
    isPaused: () => state.paused,
    held: {
      load: () => state.held,
      save: (ids) => {
        state.held = ids
      },
    },
    keep: ({ id }) => kept.push(id),
    tell: (_job, what) => told.push(what),
    log: () => undefined,
  })
  return { schedules, scheduler, state, all, kept, told, changes }
}

test.each([
  [turn, undefined],
  [command, 'a command'],
  [watch, 'a watched command'],
  [{ ...turn, payload: { kind: 'script' } }, 'a program'],
  [{ ...turn, schedule: { kind: 'stream' } }, 'a command that it listens to'],
  [{ ...turn, trigger: { script: 'x' } }, 'a program that decides whether it fires'],
])('%j runs %s by itself', (job, what) => {
  expect(runsByItself(job)).toBe(what)
})

test('what runs by itself is switched off, and what a hand could start is taken out with a copy', async () => {
  const { schedules, scheduler, all, kept, told } = rig([turn, command, watch])
  await schedules.adopt(scheduler)
  expect([...all.values()].map(({ id, enabled }) => [id, enabled])).toEqual([
    ['turn', true],
    ['watch', false],
  ])
  expect(kept).toEqual(['command'])
  expect(told.join()).toContain('unasked')
})

test('one that is added later is caught as well', async () => {
  const { schedules, scheduler, all } = rig([])
  await schedules.adopt(scheduler)
  all.set('watch', { enabled: true, ...watch })
  await schedules.changed({ action: 'added', jobId: 'watch', job: watch }, scheduler)
  expect(all.get('watch')?.enabled).toBe(false)
})

test('where they are allowed, a pause switches them off and its end on again', async () => {
  const { schedules, scheduler, state, all, kept } = rig([turn, command], true)
  await schedules.adopt(scheduler)
  expect(all.get('command')?.enabled).toBe(true)
  state.paused = true
  expect(await schedules.sweep()).toEqual([])
  expect([all.get('command')?.enabled, all.get('turn')?.enabled, state.held]).toEqual([
    false,
    true,
    ['command'],
  ])
  state.paused = false
  await schedules.restore()
  expect([all.get('command')?.enabled, state.held, kept]).toEqual([true, [], []])
})

test('one that is started by hand during a pause is ended by a change of its state', async () => {
  const { schedules, scheduler, state, changes } = rig([{ ...command, enabled: false }], true)
  await schedules.adopt(scheduler)
  state.paused = true
  await schedules.changed({ action: 'started', jobId: 'command' }, scheduler)
  expect(changes).toEqual(['command on', 'command off'])
})

test('one that does not go off is named', async () => {
  const { schedules, scheduler, state } = rig([{ ...command, name: 'nightly' }], true)
  await schedules.adopt(scheduler)
  state.paused = true
  state.stubborn = true
  expect(await schedules.sweep()).toEqual(['job nightly'])
})

test.each([
  '!ls',
  ' ! ls',
  '/bash ls',
  '/BASH: ls',
  '/ config set a',
  '/export-session x',
  '/acp spawn x',
  '/update',
])('the chat command %s is refused', (typed) => {
  expect(refusedCommand(typed)).toContain('not let a chat message')
})

test.each(['hello', '/stop', '/new', '/status', '/help', 'look at /config', 'wow!', '/configuration'])(
  '%s is not',
  (typed) => {
    expect(refusedCommand(typed)).toBeUndefined()
  },
)

test('a pause of all ends whatever the gateway started, but not the helpers that it is made of', () => {
  const gateway = 10
  const helper = [process.execPath, '/x/openclaw/dist/process/spawn-broker/worker.js']
  const all = [
    { pid: 11, parent: 10, tagged: false, line: helper },
    { pid: 12, parent: 11, tagged: false, line: ['sh', '-c', 'a command of the scheduler'] },
    { pid: 13, parent: 12, tagged: false, line: ['sleep', '60'] },
    { pid: 14, parent: 10, tagged: false, line: ['node', 'an-mcp-server.js'] },
    { pid: 15, parent: 1, tagged: true, line: ['sleep', '61'] },
    { pid: 16, parent: 12, tagged: false, line: helper },
    { pid: 17, parent: 1, tagged: false, line: ['somebody', 'else'] },
  ]
  expect(family(all, gateway).sort()).toEqual([12, 13, 14, 15, 16])
  expect(family(all, undefined)).toEqual([15])
})
