// Where the gateway says that paths lead: judged at the request, kept, and compared at the start.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { key, tokens } from '#test/support/driver.ts'
import { send } from '#test/support/http.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'

let laptop: Laptop
beforeAll(async () => {
  laptop = await startLaptop()
})
afterAll(() => laptop.stop())

const workspace = '/srv/claw/workspace'
const write = (path: string, real: string) => ({
  idempotencyKey: key(),
  tool: 'write',
  params: { path, content: 'x' },
  resolved: { workspace, paths: { [path]: real } },
  onBehalfOf: 'U0123',
  toolCallId: 'call_1',
})
const decided = async (request: object) => (await laptop.agent.ask(request)).body

it('a file in the workspace is free, the same name that leads elsewhere is not', async () => {
  expect(await decided(write('notes.md', `${workspace}/notes.md`))).toMatchObject({ decision: 'allow' })
  expect(await decided(write('notes.md', '/etc/cron.d/x'))).toMatchObject({ decision: 'pending' })
  expect(await decided(write('notes.md', `${workspace}/SOUL.md`))).toMatchObject({
    decision: 'deny',
    policies: ['protected-files'],
  })
  expect(await decided({ ...write('notes.md', 'x'), resolved: { workspace, paths: {} } })).toMatchObject({
    decision: 'pending',
  })
})

it('a start whose paths lead elsewhere, or nowhere, than was approved is denied; with the same ones it starts', async () => {
  const request = write('deploy.md', '/srv/site/deploy.md')
  const { id } = await decided(request)
  await laptop.people.approve('UPLATFORM', id)
  const startWith = async (more: object) =>
    (
      await send('POST', `${laptop.url}/v1/actions/${id}/start`, {
        token: tokens.agent,
        body: { params: request.params, ...more },
      })
    ).body.decision
  expect(await startWith({ resolved: { workspace, paths: { 'deploy.md': '/etc/passwd' } } })).toBe('deny')
  expect(await startWith({})).toBe('deny')
  expect(await startWith({ resolved: { paths: request.resolved.paths, workspace } })).toBe('allow')
  expect(await laptop.table.story(id)).toEqual(
    expect.arrayContaining(['ApprovalRequested', 'StartRefused', 'StartRefused', 'ActionStarted']),
  )
})

it('a workspace that is no place, or a path that is no text, is refused by name', async () => {
  const wrong = await laptop.agent.ask({
    ...write('a', '/a'),
    resolved: { workspace: 'here', paths: { a: 1 } },
  })
  expect(wrong.status).toBe(400)
  expect((wrong.body.errors ?? []).map(({ field }: { field: string }) => field).sort()).toEqual([
    'resolved.paths.a',
    'resolved.workspace',
  ])
})
