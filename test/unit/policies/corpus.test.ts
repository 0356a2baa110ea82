// Commands and parameters that the product once failed on, by their kinds; the figures are printed with CLAW_FIGURES=1.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Judgement } from '#domain/action/judgement.ts'
import { ask } from './asking.ts'

const rows = readFileSync(join(import.meta.dirname, 'fixtures/commands.tsv'), 'utf8')
  .split('\n')
  .slice(1)
  .filter((line) => line !== '')
  .map((line) => line.split('\t') as [kind: string, command: string])
const ofKind = (kind: string) => rows.filter(([each]) => each.startsWith(kind))

const figures = new Map<string, Record<Judgement['verdict'], number>>()
const judged = (kind: string, tool: string, params: unknown): Judgement => {
  const judgement = ask(tool, params)
  const counted = figures.get(kind) ?? { allow: 0, ask: 0, deny: 0 }
  figures.set(kind, { ...counted, [judgement.verdict]: counted[judgement.verdict] + 1 })
  return judgement
}
afterAll(() => {
  if (process.env['CLAW_FIGURES'])
    console.table(
      Object.fromEntries(
        Array.from(figures, ([kind, { allow, ask, deny }]) => [
          kind,
          { free: allow, asked: ask, never: deny },
        ]),
      ),
    )
})

describe('commands that show secrets are never free', () => {
  test.each(ofKind('secret'))('%s: %s', (kind, command) => {
    expect(judged(kind, 'exec', { command }).verdict).toBe('ask')
  })
})

describe('commands that never run', () => {
  test.each(ofKind('never'))('%s: %s', (kind, command) => {
    expect(judged(kind, 'exec', { command }).verdict).toBe('deny')
  })
})

describe('commands that ask by the contract', () => {
  test.each(ofKind('asks'))('%s: %s', (_, command) => {
    expect(judged('asks by contract', 'exec', { command }).verdict).toBe('ask')
  })
})

test('of the other harmless commands at most 15 % ask, and none is never', () => {
  const verdicts = ofKind('harmless').map(([kind, command]) => judged(kind, 'exec', { command }).verdict)
  expect(verdicts).not.toContain('deny')
  expect(verdicts.filter((verdict) => verdict === 'ask').length / verdicts.length).toBeLessThanOrEqual(0.15)
})

const written = `~/.config/fish/config.fish
lefthook.yml
/etc/anacrontab
/etc/bash.bashrc
/etc/pam.d/sshd
/etc/apt/sources.list
/etc/modprobe.d/x.conf
/usr/local/bin/ls
~/bin/ls
node_modules/.bin/tsc
.gitlab-ci.yml
Jenkinsfile
bitbucket-pipelines.yml
Makefile
.yarnrc.yml
.vscode/tasks.json
.cursor/mcp.json
.claude/settings.json
.codex/config.toml
.cursorrules
BOOTSTRAP.md
USER.md
~/.xinitrc
~/.pam_environment
~/.vimrc
~/.emacs
~/.config/git/config
~/.docker/config.json
~/.config/pip/pip.conf
sitecustomize.py
setup.py
~/.irbrc
~/.wgetrc
.eslintrc.js
/proc/sys/kernel/core_pattern
/dev/mem
Microsoft.PowerShell_profile.ps1`.split('\n')

describe('writing what runs or is trusted later', () => {
  test.each(written)('%s', (path) => {
    for (const tool of ['write', 'edit'])
      expect(judged('write: runs later', tool, { path }).verdict).not.toBe('allow')
    const input = `*** Begin Patch\n*** Update File: ${path}\n@@\n-a\n+b\n*** End Patch`
    expect(ask('apply_patch', { input }).verdict).not.toBe('allow')
  })
})

const never = 'deny'
const people = 'ask'
const parameters: [kind: string, tool: string, params: object, verdict: Judgement['verdict']][] = [
  ['secret leaves by message', 'message', { text: 'x', media: '/root/.ssh/id_rsa' }, never],
  ['secret leaves by message', 'message', { text: 'x', attachments: [{ media: '/etc/shadow' }] }, never],
  [
    'secret leaves by message',
    'message',
    { action: 'sendAttachment', filename: '.env', buffer: 'S0VZPTE=' },
    never,
  ],
  ['secret leaves by message', 'message', { text: 'x', unheardOf: '~/.aws/credentials' }, never],
  [
    'secret leaves by message',
    'conversations_send',
    { conversationRef: 'c', message: 'x', media: '/root/.ssh/id_rsa' },
    never,
  ],
  ['secret leaves by message', 'browser', { action: 'upload', paths: ['/root/.ssh/id_rsa'] }, never],
  ...[
    'broadcast',
    'channel-delete',
    'kick',
    'role-add',
    'removeParticipant',
    'category-delete',
    'unsend',
    'emoji-upload',
  ].map((action): (typeof parameters)[number] => [
    'message administers a channel',
    'message',
    { action, channelId: 'C1' },
    people,
  ]),
  ['message administers a channel', 'message', { text: 'x', to: '@everyone' }, people],
  ['message administers a channel', 'message', { text: 'x', targets: ['C1', 'C2'] }, people],
  ['read tool opens what exec guards', 'read', { path: '.env' }, people],
  ['read tool opens what exec guards', 'read', { path: '/etc/shadow' }, people],
  ['read tool opens what exec guards', 'view_image', { path: '/root/.ssh/id_rsa' }, people],
  ['read tool opens what exec guards', 'image', { images: ['a.png', '.env'] }, people],
  ['read tool opens what exec guards', 'memory_get', { path: '../../.env' }, people],
  ['read tool opens what exec guards', 'pdf', { pdf: '~/.netrc' }, people],
  ['inside addresses and files', 'web_fetch', { url: 'http://169.254.169.254/latest/meta-data/' }, never],
  ['inside addresses and files', 'web_fetch', { url: 'http://metadata.google.internal/' }, never],
  [
    'inside addresses and files',
    'browser',
    { action: 'navigate', targetUrl: 'http://127.0.0.1:18789/' },
    never,
  ],
  ['inside addresses and files', 'image', { image: 'http://10.0.0.1/x.png' }, never],
  ['inside addresses and files', 'image', { image: 'file:///etc/passwd' }, people],
  ['real built-in tool', 'wait', { runId: 'r' }, 'allow'],
  ['real built-in tool', 'grep', { pattern: 'x', glob: '*.ts' }, 'allow'],
  ['real built-in tool', 'grep', { pattern: 'KEY', path: 'app' }, people],
  ['looking action', 'terminal', { action: 'read', sessionId: 's' }, 'allow'],
]
describe('parameters', () => {
  test.each(parameters)('%s: %s %j → %s', (kind, tool, params, verdict) => {
    expect(judged(kind, tool, params).verdict).toBe(verdict)
  })
})
