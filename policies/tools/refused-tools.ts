// OpenClaw's own tools that no policy opens, on purpose, each with the reason that the agent is told.

/** A board on which agents hand work to each other: what one of them writes there, another one does. */
const workboard =
  'list create link read claim heartbeat complete attachment_add attachment_read attachment_delete block boards board_create board_archive board_delete stats runs specify decompose notify_subscribe notify_list notify_events notify_advance notify_unsubscribe promote reassign reclaim dispatch release comment proof worker_log protocol_violation unblock move'

export const refusedTools: Record<string, string> = {
  file_fetch: 'it reads files of other devices',
  dir_list: 'it lists folders of other devices',
  dir_fetch: 'it reads whole folders of other devices',
  file_write: 'it writes files on other devices',
  node_inference: 'it runs models on other devices',
  crabbox: 'it runs commands on rented machines',
  onepassword: 'it hands out passwords',
  'llm-task': 'it calls models past the budget',
  lobster: 'it runs many tools in one call that nobody judges one by one',
  intent: 'it lets strangers’ messages start runs',
  talk_voice: 'it changes the gateway’s settings',
  wiki_apply: 'it changes what all agents are taught',
  wiki_get: 'it reads what other agents have written',
  wiki_lint: 'it reads what other agents have written',
  wiki_search: 'it reads what other agents have written',
  wiki_status: 'it reads what other agents have written',
  ...Object.fromEntries(
    workboard
      .split(' ')
      .map((name) => [`workboard_${name}`, 'through it agents hand each other work that nobody judged']),
  ),
}
