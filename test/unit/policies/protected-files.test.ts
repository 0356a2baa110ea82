// A protected file stays protected under any spelling that reaches it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deriveFacts } from '#policies/facts.ts'
import { isIdentityFile, runsLater } from '#policies/protected-files.ts'
import { ask } from './asking.ts'

const identity = [
  'SOUL.md',
  'IDENTITY.md',
  'AGENTS.md',
  'TOOLS.md',
  'soul.md',
  'Soul.MD',
  'sOuL.mD',
  './SOUL.md',
  './/SOUL.md',
  'SOUL.md/',
  'SOUL.md//',
  'SOUL.md/.',
  'SOUL.md/./',
  ' SOUL.md',
  'SOUL.md ',
  'SOUL.md.',
  'SOUL.md...',
  'SOUL.md. . ',
  'workspace/SOUL.md',
  '/home/me/.openclaw/workspace/AGENTS.md',
  '~/.openclaw/workspace/TOOLS.md',
  'a/../SOUL.md',
  'a/b/../../IDENTITY.md',
  '../SOUL.md',
  'a/./b/.././../SOUL.md',
  'notes.md/../SOUL.md',
  'workspace\\SOUL.md',
  'C:\\agents\\SOUL.md',
  'C:/agents/SOUL.md',
  '\\\\server\\share\\AGENTS.md',
  '.\\TOOLS.md',
  '@SOUL.md',
  '@./SOUL.md',
  'file:///home/me/SOUL.md',
  'file:SOUL.md',
  'FILE:///x/SOUL.md',
  'file:///x/SOUL%2Emd',
  'file:///x/%53OUL.md',
  'ＳＯＵＬ.md',
  'SOUL．md',
  'SOUL.ｍｄ',
  'ﬁ/SOUL.md',
  'SO\u200bUL.md',
  'SOUL.md\u200b',
  '\ufeffSOUL.md',
  'SO\u00adUL.md',
  'SOUL.md\u0000',
  'SOUL.md\u0000.txt',
  'SOUL.md\n',
  '\tSOUL.md',
  'SOUL.md::$DATA',
  'SOUL.md:stream',
  '"SOUL.md"',
  "'SOUL.md'",
  'IDENTI~1.MD',
  'identi~1.md',
  'docs/agents.md',
  'ſoul.md',
  'tooʟs.md/../TOOLS.md',
]
const others = [
  'notes.md',
  'SOUL.txt',
  'SOUL',
  'MY-SOUL.md',
  'SOUL.md.bak',
  'SOUL.mdx',
  'SOUL.md/notes.md',
  'SOUL.md/../notes.md',
  'souls.md',
  'agents/readme.md',
  'AGENTS',
  'identity-card.md',
  'tools.json',
  'src/tools.ts',
  'README.md',
  '',
]

describe('files that say who the agent is', () => {
  test.each(identity)('%j', (path) => {
    expect(isIdentityFile(path)).toBe(true)
    expect(ask('write', { path }).policies).toEqual(['protected-files'])
    expect(ask('edit', { file_path: path }).policies).toEqual(['protected-files'])
  })
})

describe('other files', () => {
  test.each(others)('%j', (path) => {
    expect(isIdentityFile(path)).toBe(false)
  })
})

test('any folder in front and any letter case make no difference', () => {
  const name = fc.constantFrom('SOUL.md', 'IDENTITY.md', 'AGENTS.md', 'TOOLS.md')
  const folder = fc.constantFrom('', './', 'a/', '../', '/', '~/', 'a/../', 'a//b/', 'C:\\x\\', '@')
  fc.assert(
    fc.property(name, folder, fc.infiniteStream(fc.boolean()), (file, before, upper) => {
      const spelled = Array.from(file, (letter) =>
        upper.next().value ? letter.toUpperCase() : letter.toLowerCase(),
      ).join('')
      expect(isIdentityFile(before + spelled)).toBe(true)
    }),
  )
})

describe('patches', () => {
  const patch = (...body: string[]) => ['*** Begin Patch', ...body, '*** End Patch'].join('\n')
  test.each([
    patch('*** Add File: SOUL.md', '+x'),
    patch('*** Update File: AGENTS.md', '@@', '-a', '+b'),
    patch('*** Delete File: TOOLS.md'),
    patch('*** Update File: notes.md', '*** Move to: SOUL.md', '@@', '-a', '+b'),
    patch('*** Add File: a.txt', '+x', '*** Add File: workspace/soul.MD', '+y'),
    patch('  *** Update File: IDENTITY.md  ', '@@', '-a', '+b'),
    patch('*** update file: IDENTITY.md', '@@', '-a', '+b'),
    patch('***Update File:IDENTITY.md', '@@', '-a', '+b'),
    patch('*** Update File: a.txt', '@@', '-a', '+b').replaceAll('\n', '\r\n').replace('a.txt', 'SOUL.md'),
    '--- a/SOUL.md\n+++ b/SOUL.md\n@@ -1 +1 @@\n-a\n+b\n',
    'diff --git a/x b/SOUL.md\nrename from x\nrename to SOUL.md\n',
  ])('%j touches a protected file', (input) => {
    expect(ask('apply_patch', { input }).policies).toEqual(['protected-files'])
    expect(ask('apply_patch', { patch: input }).policies).toEqual(['protected-files'])
  })
  test.each([
    patch('*** Add File: a.txt', '+SOUL.md is a file'),
    patch('*** Update File: README.md', '@@', '-see AGENTS.md', '+see TOOLS.md'),
  ])('%j only mentions one', (input) => {
    expect(ask('apply_patch', { input }).verdict).toBe('allow')
  })
})

describe('files that run or are trusted later', () => {
  test.each([
    '.git/hooks/pre-commit',
    '.git/config',
    './.git/../.git/config',
    '~/.ssh/authorized_keys',
    '/root/.ssh/config',
    '.bashrc',
    '/home/me/.zshrc',
    '.profile',
    '/etc/crontab',
    '/etc/cron.d/job',
    '/var/spool/cron/crontabs/me',
    '/etc/sudoers.d/me',
    '/etc/ld.so.preload',
    '.npmrc',
    '.envrc',
    '.husky/pre-commit',
    '~/.config/systemd/user/x.service',
    '~/.openclaw/openclaw.json',
    '~/Library/LaunchAgents/x.plist',
    '.GIT/HOOKS/post-checkout',
  ])('%j', (path) => {
    expect(runsLater(path)).toBe(true)
  })
  test.each([
    'notes.md',
    'src/git/hooks.ts',
    '.github/workflows/ci.yml',
    '.gitignore',
    '~/.openclaw/workspace/notes.md',
    'docs/bashrc.md',
  ])('%j is an ordinary file', (path) => {
    expect(runsLater(path)).toBe(false)
  })
})

test('a write or a patch that names no file cannot be judged', () => {
  expect(deriveFacts('write', { content: 'x' })).toEqual({
    ok: false,
    problems: [{ field: 'params.path', message: 'must be text' }],
  })
  expect(deriveFacts('write', { path: ['SOUL.md'] })).toMatchObject({
    ok: false,
    problems: [{ field: 'params.path' }],
  })
  expect(deriveFacts('apply_patch', {})).toMatchObject({ ok: false, problems: [{ field: 'params.input' }] })
})
