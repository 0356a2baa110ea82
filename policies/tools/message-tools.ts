// OpenClaw's tools that speak: sending is everyday work, running a channel is not.
import * as z from 'zod'
import type { Resource } from '../resources/resource.ts'
import {
  administers,
  type Call,
  described,
  opens,
  type Parameter,
  plain,
  says,
  sendsAll,
  sendsOrOpens,
  type Tool,
  unknown,
} from './tool.ts'

/** Says something, to those who may be spoken to. */
const speaking = new Set(
  'send reply thread-reply sendWithEffect react poll poll-vote sticker edit sendAttachment upload-file thread-create'.split(
    ' ',
  ),
)
const looking = new Set(
  'read search reactions list-pins permissions thread-list sticker-search member-info role-info emoji-list channel-info channel-list voice-status event-list conversation-open download-file'.split(
    ' ',
  ),
)
/** Whatever the platform: who is in, what they may do, what a channel is, and what everybody gets. */
const administering = new Set(
  'broadcast unsend delete renameGroup setGroupIcon addParticipant removeParticipant leaveGroup pin unpin emoji-upload sticker-upload role-add role-remove channel-create channel-edit channel-delete channel-move category-create category-edit category-delete topic-create topic-edit event-create timeout kick ban set-profile set-presence'.split(
    ' ',
  ),
)

/** Whoever gets it: one, several in a text, or a list. Other shapes could hide somebody. */
const receivers: Parameter = {
  shape: z.union(
    [z.string(), z.number(), z.array(z.union([z.string(), z.number()])).max(10_000)],
    'must be text or a list of texts',
  ),
  resources: (value: string | number | (string | number)[]) => [
    {
      kind: 'recipients',
      names: [value].flat().flatMap((each) =>
        String(each)
          .split(/[,;\s]+/)
          .filter(Boolean),
      ),
    },
  ],
}

/** Words that reach everybody are a broadcast, by whichever action. */
const everybody = /^@?(everyone|channel|here|all|\*)$/i

const byAction = ({ action = 'send', targets, target, to, channel }: Call): Resource[] => {
  const found: Resource[] = []
  if (
    typeof action !== 'string' ||
    !(speaking.has(action) || looking.has(action) || administering.has(action))
  )
    found.push(unknown(`the action “${String(action).slice(0, 60)}”`))
  else if (administering.has(action)) found.push(administers(action))
  if (Array.isArray(targets) && targets.length > 1)
    found.push(administers('a message to several targets at once'))
  if ([target, to, channel].flat().some((each) => typeof each === 'string' && everybody.test(each.trim())))
    found.push(administers('a message to everybody'))
  return found
}

const plainFields =
  'action channel accountId dryRun effectId effect contentType mimeType caption replyTo threadId asVoice voiceText voiceProvider voiceId silent quoteText gifPlayback forceDocument asDocument final timeoutMs ' +
  'messageId message_id emoji remove trackToolCalls track_tool_calls targetAuthor targetAuthorUuid groupId limit pageSize pageToken before after around fromMe includeArchived ' +
  'pollId pollOptionId pollOptionIds pollOptionIndex pollOptionIndexes pollQuestion pollOption pollMulti pollDurationHours pollAnonymous pollPublic ' +
  'channelId chatId channelIds memberId memberIdType guildId userId openId unionId authorId authorIds roleId roleIds participant includeMembers members scope kind ' +
  'fileId emojiName stickerId stickerName stickerDesc stickerTags threadName autoArchiveMin appliedTags eventName eventType startTime endTime desc location reason deleteDays durationMin until ' +
  'activityType activityName activityState status name channelType parentId topic position nsfw rateLimitPerUser categoryId clearParent query presentation interactive bestEffort delivery pin idempotencyKey quote parseMode format subject title'

const message: Tool = {
  parameters: {
    ...described(plainFields, plain),
    ...described('text message body content', says),
    ...described('to target targets cc bcc', receivers),
    ...described('media mediaUrl mediaUrls filePath path file files image', sendsOrOpens),
    // A name that it shall have there; with `buffer` the bytes come from the call itself, and still the name tells what they are.
    filename: sendsOrOpens,
    buffer: { shape: z.string('must be text').max(20_000_000) },
    attachments: sendsAll,
    activityUrl: opens,
  },
  looks: ({ action }) => looking.has(String(action)),
  together: byAction,
}

const speaksTo: Tool = {
  parameters: {
    ...described(
      'conversationRef sessionKey label agentId timeoutSeconds watch mode replyTo threadId',
      plain,
    ),
    ...described('message text', says),
    ...described('media mediaUrl mediaUrls filePath path file files filename', sendsOrOpens),
    attachments: sendsAll,
    ...described('to target', receivers),
  },
}

/** Another agent, or another turn of this one: what it does then is judged then. */
const spawn: Tool = {
  parameters: {
    ...described('task taskName label', says),
    ...described(
      'runtime agentId model runTimeoutSeconds thinking mode cleanup expectsCompletionMessage completionTarget sandbox context lightContext fastMode visible group projectId worktree worktreeName worktreeBaseRef collect outputSchema groupId timeoutSeconds',
      plain,
    ),
    attachments: plain,
  },
}

export const messageTools: Record<string, Tool> = {
  message,
  conversations_send: speaksTo,
  conversations_turn: speaksTo,
  sessions_send: speaksTo,
  sessions_spawn: spawn,
  ask_user: { parameters: described('questions timeoutSeconds question options', plain) },
  heartbeat_respond: {
    parameters: described(
      'outcome notify notificationText summary reason priority nextCheck message status text',
      plain,
    ),
  },
  tts: { parameters: { text: says, ...described('channel timeoutMs voice', plain) } },
}
