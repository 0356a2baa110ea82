// The Slack app that people paste asks for what the code uses: every method's scopes, every event and command, and no more.
import { globSync, readFileSync } from 'node:fs'
import type { AppsManifestCreateArguments } from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { callbackIds } from '#blocks/action-ids.ts'

const manifest: Exclude<AppsManifestCreateArguments['manifest'], string> = parse(
  readFileSync('infra/slack-manifest.yml', 'utf8'),
)
const route = /httpApi: POST (\/slack\/\S+)/.exec(readFileSync('serverless.yml', 'utf8'))?.[1]

const found = (files: string, pattern: RegExp): string[] =>
  globSync(files)
    .flatMap((file) => Array.from(readFileSync(file, 'utf8').matchAll(pattern), ([, first]) => first!))
    .filter((name, index, all) => all.indexOf(name) === index)
    .sort()

/** Bot scopes by method, as https://docs.slack.dev/reference/methods lists them. History: public and private channels. */
const scopesOf: Record<string, string[]> = {
  'auth.test': [],
  'chat.getPermalink': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.open': ['im:write'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.publish': [],
  'views.update': [],
}

/** Bot scopes by event, as https://docs.slack.dev/reference/events lists them. */
const eventScopes: Record<string, string[]> = { app_home_opened: [], reaction_added: ['reactions:read'] }

describe('the Slack app manifest', () => {
  const events = found('functions/slack/**/*.ts', /\bapp\.event\('([\w.]+)'/g)
  const methods = found('gateways/*.ts', /\bclient\.(\w+\.\w+)\(/g)

  it('asks for the scopes of the methods that are called, and for commands', () => {
    expect(methods).toContain('chat.postMessage')
    expect(methods.filter((method) => !scopesOf[method])).toEqual([])
    const needed = new Set([
      'commands',
      ...events.flatMap((event) => eventScopes[event]!),
      ...methods.flatMap((method) => scopesOf[method]!),
    ])
    expect(manifest.oauth_config?.scopes?.bot?.toSorted()).toEqual([...needed].sort())
  })
  it('subscribes to the events that are listened for', () => {
    expect(manifest.settings?.event_subscriptions?.bot_events?.toSorted()).toEqual(events)
  })
  it('has the commands that are listened for', () => {
    expect(manifest.features?.slash_commands?.map(({ command }) => command)).toEqual(
      found('functions/slack/**/*.ts', /\bapp\.command\('([^']+)'/g),
    )
  })
  it('has people’s ids sent with commands that name them', () => {
    expect(manifest.features?.slash_commands?.map(({ should_escape: escapes }) => escapes)).toEqual([true])
  })
  it('has the shortcuts that are listened for', () => {
    const ids = found('functions/slack/**/*.ts', /\bonShortcut\(\s*app,\s*callbackIds\.(\w+)/g)
    expect(manifest.features?.shortcuts?.map(({ callback_id: id }) => id)).toEqual(
      ids.map((id) => callbackIds[id as keyof typeof callbackIds]),
    )
  })
  it('sends everything to the one route, and opens App Home', () => {
    const urls = [
      manifest.settings?.event_subscriptions?.request_url,
      manifest.settings?.interactivity?.request_url,
      ...(manifest.features?.slash_commands ?? []).map(({ url }) => url),
    ]
    expect(urls).toEqual(urls.map(() => expect.stringMatching(/^https:\/\/YOUR-API\.\S+$/)))
    expect(new Set(urls.map((url) => new URL(url!).pathname))).toEqual(new Set([route]))
    expect(manifest.features?.app_home?.home_tab_enabled).toBe(true)
  })
})
