// A person types a slash command or uses a message's shortcut.
import * as z from 'zod'
import { asSeenByApps } from './api-chat.ts'
import { handleOf } from './directory.ts'
import { conversationOf, driven, interactionOf, messageOf, personOf, type Stage } from './driving.ts'
import { bot, type Fields, slackbot, team } from './model.ts'
import type { Routes } from './ports.ts'
import { answerOf, reply } from './replies.ts'
import { SlackError } from './slack-error.ts'

const command = z.strictObject({ user: z.string(), channel: z.string(), text: z.string() })
const shortcut = z.strictObject({
  user: z.string(),
  channel: z.string(),
  ts: z.string(),
  callback_id: z.string(),
})

export const commandRoutes = (stage: Stage): Routes => ({
  'POST /_local/commands': driven(command, (body) => typeCommand(stage, body)),
  'POST /_local/shortcuts': driven(shortcut, (body) => useShortcut(stage, body)),
})

/** "/claw queue", or only what comes after `/claw`. */
function splitCommand(typed: string): { command: string; text: string } {
  const [, name = '/claw', text = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(typed.trim()) ?? [
    typed,
    '/claw',
    typed.trim(),
  ]
  return { command: name, text }
}

/** What Slack makes of the text, because the app's manifest says `should_escape`. */
function escapedFor({ state: { directory } }: Stage, text: string): string {
  const named = (word: string) =>
    directory.people.find(({ id, name }) => id === word || handleOf(name) === word)
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/(?<!\S)@([\w.-]*\w)/g, (whole, word: string) => {
      const person = named(word)
      return person ? `<@${person.id}|${handleOf(person.name)}>` : whole
    })
    .replaceAll(/(?<!\S)#([\w-]+)/g, (whole, word: string) => {
      const channel = directory.channels.find(({ name }) => name === word)
      return channel ? `<#${channel.id}|${channel.name}>` : whole
    })
    .replaceAll(/\bhttps?:\/\/\S+/g, (url) => `<${url}>`)
}

async function typeCommand(stage: Stage, typed: z.infer<typeof command>): Promise<Fields> {
  const { state, deliver } = stage
  const person = personOf(state, typed.user)
  const channel = conversationOf(state, typed.channel)
  const { command, text } = splitCommand(typed.text)
  const target = { channel: channel.id, user: person.id, message_ts: null }
  const { id, url } = state.responseUrls.issue(target)
  const { status, body, error } = await deliver.command({
    token: 'local-verification-token',
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channel.user ? 'directmessage' : channel.name,
    user_id: person.id,
    user_name: handleOf(person.name),
    command,
    text: escapedFor(stage, text),
    api_app_id: bot.app_id,
    is_enterprise_install: 'false',
    response_url: url,
    trigger_id: state.triggers.issue({ user: person.id }),
  })
  const complain = (reason: string) => {
    const words = `${command} failed with the error "${reason}"`
    state.messages.add({ channel: channel.id, user: slackbot, text: words, ephemeral_to: person.id })
    state.announce({ type: 'channel', channel: channel.id })
  }
  if (error) {
    complain(error)
    return status === 0 ? { error } : { status, error, response: answerOf(body) }
  }
  const response = answerOf(body)
  try {
    const message = response ? reply(state, target, response) : undefined
    if (message) state.responseUrls.pointTo(id, message.ts)
    return { status, response }
  } catch (refusal) {
    if (!(refusal instanceof SlackError)) throw refusal
    complain(refusal.code)
    return { status, error: refusal.code, response, ...refusal.details }
  }
}

async function useShortcut({ state, deliver }: Stage, used: z.infer<typeof shortcut>): Promise<Fields> {
  const person = personOf(state, used.user)
  const { id, name } = conversationOf(state, used.channel)
  const message = messageOf(state, id, used.ts, person.id)
  const { status, error } = await deliver.interaction({
    ...interactionOf(person),
    type: 'message_action',
    callback_id: used.callback_id,
    action_ts: state.messages.nextTs(),
    trigger_id: state.triggers.issue({ user: person.id }),
    response_url: state.responseUrls.issue({ channel: id, user: person.id, message_ts: used.ts }).url,
    message_ts: used.ts,
    channel: { id, name },
    message: asSeenByApps(message),
  })
  return { status, ...(error ? { error } : {}) }
}
