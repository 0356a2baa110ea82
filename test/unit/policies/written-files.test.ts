// What writing a file means, under any spelling that reaches it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deriveFacts } from '#policies/facts.ts'
import { readPath } from '#policies/resources/path.ts'
import { meaningOf } from '#policies/resources/written-files.ts'
import { ask } from './asking.ts'

const meaning = (path: string) => meaningOf(readPath(path), new Set())

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
    expect(meaning(path)).toBe('behaviour')
    expect(ask('write', { path }).policies).toEqual(['protected-files'])
    expect(ask('edit', { file_path: path }).policies).toEqual(['protected-files'])
  })
})

describe('other files', () => {
  test.each(others)('%j', (path) => {
    expect(meaning(path)).not.toBe('behaviour')
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
      expect(meaning(before + spelled)).toBe('behaviour')
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

describe('files that run, load or are obeyed later', () => {
  test.each([
    ...[
      '.git/hooks/pre-commit',
      '.git/config',
      './.git/../.git/config',
      '.GIT/HOOKS/post-checkout',
      '.gitattributes',
    ],
    ...[
      '~/.ssh/authorized_keys',
      '/root/.ssh/config',
      '.bashrc',
      '/home/me/.zshrc',
      '.profile',
      '.envrc',
      '.npmrc',
    ],
    ...[
      '/etc/crontab',
      '/etc/cron.d/job',
      '/var/spool/cron/crontabs/me',
      '/etc/sudoers.d/me',
      '.husky/pre-commit',
    ],
    ...[
      '~/.config/systemd/user/x.service',
      '~/Library/LaunchAgents/x.plist',
      '~/.config/fish/config.fish',
      '~/.vimrc',
    ],
    ...[
      '.github/workflows/ci.yml',
      '.gitlab-ci.yml',
      'Jenkinsfile',
      'bitbucket-pipelines.yml',
      'azure-pipelines.yml',
    ],
    ...[
      'Makefile',
      'makefile',
      'GNUmakefile',
      'src/Makefile',
      'Dockerfile',
      'Dockerfile.dev',
      'Vagrantfile',
      'Rakefile',
    ],
    ...[
      'package.json',
      'app/package.json',
      'tsconfig.json',
      'vite.config.ts',
      'jest.config.js',
      '.eslintrc.js',
      'gulpfile.js',
    ],
    ...[
      'pyproject.toml',
      'setup.py',
      'conftest.py',
      'sitecustomize.py',
      'lib/usercustomize.py',
      'x.pth',
      'tox.ini',
      'build.rs',
    ],
    ...[
      'proj/HEAD',
      'proj/config',
      'proj/objects/keep',
      'proj/refs/heads/keep',
      'HEAD',
      'config',
      'proj/hooks/pre-commit',
    ],
    ...[
      'node_modules/.bin/tsc',
      'node_modules/x/index.js',
      '~/bin/ls',
      '/usr/local/bin/ls',
      'bin/x',
      'venv/lib/site-packages/x.py',
    ],
    ...[
      'docker-compose.yml',
      'compose.yaml',
      'lefthook.yml',
      'Taskfile.yml',
      'serverless.yml',
      'main.tf',
      'k8s/app.yaml',
    ],
    ...[
      '.vscode/tasks.json',
      '.cursorrules',
      'CLAUDE.md',
      'GEMINI.md',
      '.claude/settings.json',
      '.codex/config.toml',
      '.env',
    ],
    ...[
      'Microsoft.PowerShell_profile.ps1',
      'x.desktop',
      'x.exe',
      'lib.so',
      'requirements.txt',
      'Cargo.toml',
      'go.mod',
      'pnpm-lock.yaml',
    ],
  ])('%j', (path) => {
    expect(meaning(path)).toBe('runs-later')
    expect(ask('write', { path, content: 'x' }).requirement?.groups).toContainEqual(['platform'])
  })
})

describe('skills and the agent’s hooks', () => {
  test.each([
    'skills/x/SKILL.md',
    'skills/x/run.sh',
    'hooks/x/handler.ts',
    '.agents/skills/a.md',
    '~/x/skills/y.md',
    'a/SKILL.md',
  ])('%j needs security', (path) => {
    expect(ask('write', { path }).requirement).toEqual({ groups: [['security']], quorum: 1, risk: 'high' })
  })
})

describe('what starts, configures or feeds the gateway, and devices', () => {
  test.each([
    ...[
      '~/.openclaw/openclaw.json',
      '/home/me/.openclaw/extensions/claw-control/dist/index.js',
      '.openclaw/extensions/x/index.js',
    ],
    ...[
      '../extensions/claw-control/dist/index.js',
      '../plugins/x.js',
      '../agents/main/agent/auth-profiles.json',
      '../.env',
      'openclaw.json',
    ],
    ...[
      '~/.config/systemd/user/openclaw-gateway.service',
      '~/Library/LaunchAgents/ai.openclaw.gateway.plist',
      '/etc/default/openclaw',
    ],
    ...[
      '.mcp.json',
      '.cursor/mcp.json',
      'mcp_settings.json',
      'x/claude_desktop_config.json',
      '~/.openclaw/.env',
    ],
    ...['/dev/mem', '/dev/sda', '/proc/sys/kernel/core_pattern', '/sys/power/state', '/proc/self/mem'],
  ])('%j is never written', (path) => {
    for (const tool of ['write', 'edit']) expect(ask(tool, { path })).toMatchObject({ verdict: 'deny' })
    expect(
      ask('apply_patch', { input: `*** Begin Patch\n*** Add File: ${path}\n+x\n*** End Patch` }).verdict,
    ).toBe('deny')
  })
})

describe('documents, data and ordinary source in the workspace', () => {
  test.each([
    ...[
      'notes.md',
      'README.md',
      'docs/bashrc.md',
      'docs/guide.md',
      'memory/2026-11-29.md',
      'report.pdf',
      'data.csv',
      'data.json',
    ],
    ...[
      'src/index.ts',
      'src/git/hooks.ts',
      'src/hooks/useThing.ts',
      'src/components/Profile.tsx',
      'lib/util.py',
      'app/models/user.rb',
    ],
    ...[
      'a',
      'x/y/z.txt',
      'results/table.yml',
      'index.html',
      'styles/main.css',
      '.gitignore',
      'image.png',
      'a/../b.md',
      './x.md',
    ],
    ...[
      'src/auth/password-reset.ts',
      'deploy.sh',
      'src/plugins/list.ts',
      'src/package.ts',
      'tests/a.test.ts',
      'LICENSE',
      'über/ñ.md',
    ],
  ])('%j is free', (path) => {
    expect(meaning(path)).toBe('ordinary')
    expect(ask('write', { path, content: 'x' }).verdict).toBe('allow')
  })
  test.each([
    '/tmp/x',
    '../x.md',
    '~/notes.md',
    '/home/me/project/a.ts',
    'a/../../x.md',
    'C:\\x\\y.txt',
    '$HOME/x.md',
    'file:///tmp/x.md',
  ])('%j is outside', (path) => {
    expect(ask('write', { path }).policies).toEqual(['outside-workspace'])
  })
})

describe('where the gateway says that a path leads', () => {
  const resolved = (paths: Record<string, string>, workspace = '/srv/claw/workspace') => ({
    resolved: { workspace, paths },
  })
  test.each<[path: string, real: string, policy: string]>([
    ['notes.md', '/srv/claw/workspace/notes.md', 'baseline'],
    ['/srv/claw/workspace/notes.md', '/srv/claw/workspace/notes.md', 'baseline'],
    ['sub/../notes.md', '/srv/claw/workspace/notes.md', 'baseline'],
    ['notes.md', '/srv/claw/workspace/SOUL.md', 'protected-files'],
    ['notes.md', '/etc/cron.d/x', 'runs-later'],
    ['notes.md', '/srv/elsewhere/notes.md', 'outside-workspace'],
    ['notes.md', '/srv/claw/workspace-2/notes.md', 'outside-workspace'],
    ['notes.md', '/srv/claw/extensions/x/index.js', 'gateway-files'],
    ['notes.md', '/dev/sda', 'device-files'],
    ['notes.md', '/srv/claw/.env', 'gateway-files'],
    ['SOUL.md', '/srv/claw/workspace/a.md', 'protected-files'],
  ])('%s → %s: %s', (path, real, policy) => {
    expect(ask('write', { path }, resolved({ [path]: real })).policies).toContain(policy)
  })
  test('a path that was not resolved asks', () => {
    expect(ask('write', { path: 'notes.md' }, resolved({})).policies).toEqual(['unknown-part'])
    expect(ask('read', { path: 'toString' }, resolved({})).policies).toEqual(['unknown-part'])
  })
  test('a link to a secret file is one', () => {
    expect(
      ask('read', { path: 'notes.md' }, resolved({ 'notes.md': '/srv/claw/workspace/.env' })).policies,
    ).toEqual(['secret-file'])
    expect(
      ask('message', { text: 'x', media: 'a.png' }, resolved({ 'a.png': '/root/.ssh/id_rsa' })).policies,
    ).toContain('secret-leaves')
  })
})

test('a write or a patch that names no file cannot be judged', () => {
  expect(deriveFacts('write', { content: 'x' })).toEqual({
    ok: false,
    problems: [{ field: 'params.path', message: 'must be text' }],
  })
  expect(deriveFacts('write', { path: { name: 'SOUL.md' } })).toMatchObject({
    ok: false,
    problems: [{ field: expect.stringMatching(/^params\.path/) }],
  })
  expect(deriveFacts('apply_patch', {})).toMatchObject({ ok: false, problems: [{ field: 'params.input' }] })
})
