// Chat commands that act without any tool call: they run a shell, write files or change the gateway, so nobody types them here.

/** What each of them does by itself; `/stop`, `/new`, `/status` and their like stay with the people. */
const acting: Readonly<Record<string, string>> = {
  bash: 'runs a command',
  poll: 'runs a command',
  config: "changes the gateway's configuration",
  debug: "changes the gateway's configuration",
  mcp: "changes the gateway's configuration",
  plugin: 'installs and switches plugins',
  plugins: 'installs and switches plugins',
  allowlist: 'changes who may speak to the gateway',
  acp: 'runs another agent, whose tools nothing judges',
  codex: 'runs another agent, whose tools nothing judges',
  openclaw: 'changes the gateway',
  update: 'replaces the gateway',
  restart: 'restarts the gateway',
  'export-session': 'writes a file',
  export_session: 'writes a file',
  export: 'writes a file',
  'export-trajectory': 'writes a file',
  export_trajectory: 'writes a file',
  trajectory: 'writes a file',
  diagnostics: 'writes and runs a report',
  dreaming: "changes the agent's memory",
}

/** A message → the sentence that refuses it, when it is such a command; case, spaces and a colon mean nothing. */
export const refusedCommand = (content: string): string | undefined => {
  const text = content.trim()
  const word = text.startsWith('!') ? 'bash' : /^\/\s*([\w-]+)/.exec(text)?.[1]?.toLowerCase()
  const does = word === undefined ? undefined : acting[word]
  if (does === undefined) return undefined
  return `claw-control does not let a chat message do this: it ${does}, and nothing would judge it. Ask whoever runs the gateway.`
}
