// Where calls land: links, `..`, `~` and patches are followed, and what is ours or starts the gateway stays untouched.
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { absolute, patchTargets, pathsNamed, shellWords } from '#plugins/openclaw/src/named-paths.ts'
import type { Ground } from '#plugins/openclaw/src/own-ground.ts'
import { groundOf, trespass } from '#plugins/openclaw/src/own-ground.ts'
import { isInside, isPlain, placesOf } from '#plugins/openclaw/src/places.ts'
import { realPathOf } from '#plugins/openclaw/src/real-path.ts'

let home: string
let workspace: string
let state: string
let ground: Ground

beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'claw-places-')))
  workspace = join(home, 'workspace')
  state = join(home, 'state')
  for (const directory of [
    workspace,
    join(workspace, 'inner'),
    join(state, 'claw-control'),
    join(home, 'out'),
  ])
    await mkdir(directory, { recursive: true })
  await writeFile(join(home, 'out', 'file'), 'x')
  const links: [string, string][] = [
    ['../out', 'away'],
    ['../out/not-yet', 'dangling'],
    ['dangling', 'twice'],
    ['inner', 'near'],
    ['round-b', 'round-a'],
    ['round-a', 'round-b'],
    ['../state/claw-control', 'ours'],
  ]
  for (const [target, name] of links) await symlink(target, join(workspace, name))
  ground = await groundOf(join(state, 'claw-control'), state, undefined, join(home, 'plugin'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

const placesIn = async (params: Record<string, unknown>, derived: string[] = []) =>
  (await placesOf(params, derived, workspace)).resolved.paths

describe('a path lands', () => {
  test.each([
    ['new.txt', 'workspace/new.txt'],
    ['inner/../new.txt', 'workspace/new.txt'],
    ['../out/file', 'out/file'],
    ['away/file', 'out/file'],
    ['away/new/deep', 'out/new/deep'],
    ['dangling', 'out/not-yet'],
    ['twice', 'out/not-yet'],
    ['near/x', 'workspace/inner/x'],
    ['@new.txt', 'workspace/new.txt'],
  ])('%s where its links lead: %s', async (path, place) => {
    expect(await placesIn({ path })).toEqual({ [path]: join(home, place) })
  })

  test('home, file URLs and absolute paths as OpenClaw reads them', async () => {
    const real = await realpath(homedir())
    expect(await placesIn({ path: '~/x-that-is-not-there' })).toEqual({
      '~/x-that-is-not-there': join(real, 'x-that-is-not-there'),
    })
    const url = `file://${join(workspace, 'inner')}`
    expect(await placesIn({ path: url })).toEqual({ [url]: join(workspace, 'inner') })
  })

  test('nowhere when it goes in circles: the gate is told less, and is asked', async () => {
    const places = await placesOf({ path: 'round-a' }, [], workspace)
    expect([places.whole, places.resolved.paths]).toEqual([false, {}])
  })

  test('from the folder that a command begins in', async () => {
    expect(await placesIn({ command: 'cat ./f', workdir: 'inner' })).toMatchObject({
      './f': join(workspace, 'inner/f'),
    })
  })

  test('for both sides of a patch, and for what OpenClaw derived from it', async () => {
    const input = '*** Begin Patch\n*** Update File: a.ts\n*** Move to: away/b.ts\n@@\n*** End Patch'
    expect(await placesIn({ input }, [join(workspace, 'a.ts')])).toEqual({
      'a.ts': join(workspace, 'a.ts'),
      'away/b.ts': join(home, 'out/b.ts'),
      [join(workspace, 'a.ts')]: join(workspace, 'a.ts'),
    })
  })

  test('somewhere inside its deepest folder, whatever it is called', async () => {
    const part = fc
      .string({ minLength: 1, maxLength: 12 })
      .filter((text) => !/[/\0]/.test(text) && !/^\.{1,2}$/.test(text))
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 4 }), async (parts) => {
        const place = await realPathOf(join(home, 'out', ...parts))
        expect(place !== undefined && isInside(place, join(home, 'out'))).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})

describe('the paths of a call', () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ['a bare word under a name of files', { path: 'a' }, ['a']],
    ['a path under any name', { whatever: '../a' }, ['../a']],
    ['deep inside', { attachments: [{ media: '/etc/passwd' }] }, ['/etc/passwd']],
    ['words of a command', { command: 'cat a/b > ~/c; X=../d e' }, ['a/b', '~/c', '../d']],
    ['no text', { content: 'see ../a', text: '/b', message: '~/c' }, []],
    ['no address', { url: 'https://example.com/a', media: 'data:image/png;base64,AAAA' }, []],
    ['no several lines', { note: 'a/b\nc/d' }, []],
  ])('%s', (_name, params, names) => {
    const found = pathsNamed(params).names
    expect(found).toEqual(names.length === 0 ? [] : expect.arrayContaining(names))
  })

  test('are bounded', () => {
    const many = pathsNamed({ paths: Array.from({ length: 1_000 }, (_none, index) => `./${index}`) })
    expect([many.names.length, many.whole]).toEqual([300, false])
  })

  test('in a patch and in a command', () => {
    expect(patchTargets('*** Begin Patch\n*** Delete File: x y\n*** Add File: z')).toEqual(['x y', 'z'])
    expect(shellWords('cat $(find /etc) "a/b" --file=/c')).toEqual(['/etc', 'a/b', '/c'])
  })

  test('are plain only without links and ways out', async () => {
    const plain = async (path: string) => isPlain(await placesOf({ path }, [], workspace))
    expect(await Promise.all(['a', './a', 'away/file', '../out/file', 'inner/../a'].map(plain))).toEqual([
      ...[true, true, false, false, false],
    ])
  })

  test('start in the workspace', () => {
    expect(absolute('a', '/w')).toBe('/w/a')
    expect(absolute('~', '/w', '/home/x')).toBe('/home/x')
  })
})

describe('no tool', () => {
  const refused = async (tool: string, params: Record<string, unknown>) =>
    trespass(tool, (await placesOf(params, [], workspace)).resolved, ground)

  test.each([
    ['read', { path: '../state/claw-control/token' }],
    ['read', { path: 'ours/token' }],
    ['exec', { command: 'cat ../state/claw-control/token' }],
    ['exec', { command: 'cp ours/token .' }],
    ['message', { media: 'ours/token' }],
    ['read', { path: '/proc/self/environ' }],
    ['read', { path: '/proc/thread-self/environ' }],
    ['image', { path: '/proc/1/mem' }],
  ])('%s touches what is ours or a process’s own: %j', async (tool, params) => {
    expect(await refused(tool, params)).toBeDefined()
  })

  test.each([
    ['write', { path: '../state/openclaw.json' }],
    ['edit', { path: '../plugin/dist/index.js' }],
    ['edit', { path: '../state/extensions/x/index.js' }],
    ['apply_patch', { input: '*** Begin Patch\n*** Add File: ../state/hooks/h/handler.js\n+x' }],
    ['write', { path: '.openclaw/extensions/claw-control/dist/index.js' }],
    ['download', { target: '../state/skills/s/SKILL.md' }],
  ])('%s writes what starts or configures the gateway: %j', async (tool, params) => {
    expect(await refused(tool, params)).toBeDefined()
  })

  test('and everything else is the gate’s to judge', async () => {
    expect(await refused('write', { path: 'notes.md' })).toBeUndefined()
    expect(await refused('read', { path: '../state/openclaw.json' })).toBeUndefined()
  })
})
