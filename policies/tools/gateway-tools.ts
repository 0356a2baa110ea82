// OpenClaw's other tools: sessions, goals, devices, and the gateway itself. Of some only certain actions look.
import type { Resource } from '../resources/resource.ts'
import { acts, described, oneOf, opens, plain, says, type Tool } from './tool.ts'

const fields = (names: string): Tool => ({ parameters: described(names, plain) })
const looks = (names: string): Tool => ({ ...fields(names), looks: true })

/** A tool of which these actions only look, and the others change something. */
const byAction = (looking: string, acting: string, names: string): Tool => ({
  parameters: {
    action: oneOf(...looking.split(' '), ...acting.split(' ').filter(Boolean)),
    ...described(names, plain),
  },
  together: ({ action }): Resource[] =>
    looking.split(' ').includes(String(action)) ? [] : [acts(String(action ?? 'no action').slice(0, 40))],
})

const schedule = byAction(
  'status list get runs next_check',
  'add update remove run wake',
  'includeDisabled limit offset job jobId id in text mode runMode contextMessages agentId sessionKey timeoutMs patch',
)

export const gatewayTools: Record<string, Tool> = {
  session_status: looks('sessionKey model changesSince'),
  sessions_list: looks(
    'kinds limit offset activeMinutes activeOnly excludeSubagents relationship ownerId creatorId projectId workspaceDir group pinned messageLimit label agentId search archived includeDerivedTitles includeLastMessage',
  ),
  sessions_history: looks('sessionKey limit offset pendingBefore messageId sessionId includeTools'),
  sessions_search: looks('query sessionKey limit'),
  sessions_yield: looks('waitFor message acknowledgment'),
  conversations_list: looks('channel query limit'),
  agents_list: looks(''),
  agents_wait: looks('ids timeoutSeconds'),
  get_goal: looks(''),
  github_identity_status: looks(''),
  tool_search: looks('query limit'),
  tool_describe: looks('id ids name'),
  tool_call: fields('id args name params input'),
  sessions: fields(
    'action profileId offset sessionKey targets expectedSessionId deleteTranscript label icon color group statusNote attention ttlMinutes pinned archived model thinkingLevel ownerType ownerId names name to',
  ),
  subagents: fields('action recentMinutes taskId taskIds timeoutSeconds target message'),
  suggest_task: fields('title prompt tldr cwd summary reason'),
  dismiss_task: fields('task_id reason'),
  create_goal: fields('objective token_budget'),
  update_goal: fields('status note'),
  progress_card: fields('markdown plan'),
  structured_output: fields('output result value data'),
  show_widget: fields('title widget_code report kind name pin tab size presentation after capabilities'),
  screen: fields('action sessionKey environmentId portalId dock'),
  theme: fields('action id mode definition apply'),
  dashboard: fields(
    'action tabId title presentation position tabIds name after sizeW sizeH size pluginKind props',
  ),
  cron: schedule,
  automations: schedule,
  gateway: byAction(
    'config.get config.schema.lookup',
    'update.run config.apply config.patch restart',
    'note path timeoutMs',
  ),
  openclaw: { ...fields('message sessionId'), together: () => [acts('asks the gateway’s own assistant')] },
  nodes: byAction(
    'status describe pending device_status device_info device_permissions device_health camera_list which',
    'approve reject notify camera_snap camera_clip camera_ptz photos_latest screen_record screen_snapshot location_get notifications_list notifications_action invoke',
    'timeoutMs node requestId title body sound priority delivery facing maxWidth quality delayMs deviceId ptzOperation panDegrees tiltDegrees zoomPercent limit duration durationMs includeAudio fps screenIndex outPath maxAgeMs locationTimeoutMs desiredAccuracy notificationAction notificationKey notificationReplyText bins invokeCommand invokeParamsJson invokeTimeoutMs',
  ),
  computer: {
    parameters: {
      ...described(
        'action timeoutMs target node environmentId coordinate startCoordinate destinationCoordinate text scrollDirection scrollAmount duration screenIndex frameId windowRef browserRef pageRef elementRef observationId deliveryMode query depth maxElements app value path x1 y1 x2 y2 reason snapshotFormat continuation includeScreenshot profile profileName inputRoute mode replace dialogAction dialogRef promptText resourceHandle resourceHandles recordVideo delayMs stopOnError pointerAction destinationElementRef deltaX deltaY',
        plain,
      ),
      url: opens,
    },
    together: ({ action }) => [acts(String(action ?? 'computer'))],
  },
  mobile_ui: {
    ...fields('action timeoutMs node snapshotId mobileAction confirmed'),
    together: ({ action }) => [acts(String(action ?? 'mobile_ui'))],
  },
  portal: byAction('list', 'open close', 'port title description path id environmentId'),
  github_publish: { parameters: described('title body', says), together: () => [acts('publishes a draft')] },
  transcripts: byAction(
    'status',
    'start stop export list get',
    'sessionId sessionKey limit format target url source meetingUrl name',
  ),
  plugins: byAction(
    'list inspect search',
    'install enable disable uninstall reload',
    'pluginId query source packageName version reviewToken acknowledgeInstallPolicyWarning name id',
  ),
  skill_workshop: byAction(
    'list inspect read history',
    'create prepare_patch patch update revise evaluate apply reject quarantine restore_collection',
    'proposal_id artifact_path name query status limit description skill_name old_string new_string proposal_content support_files goal evidence reason expected_revision_hash correlation_id',
  ),
  secrets: byAction('list', 'request delete', 'name kind allowedHosts reason timeoutSeconds'),
}
