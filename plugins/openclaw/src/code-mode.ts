// Code Mode hides the tools behind one program: the program itself does nothing, each call that it makes is judged as itself.
import type { ToolContext, ToolEvent } from './host.ts'
import type { Run } from './runs.ts'

export type CodeMode = 'program' | 'wait' | undefined

/** OpenClaw says which `exec` is a program; `wait` is its only other control, and useless without one. */
export const codeModeOf = (event: ToolEvent, context: ToolContext, run: Run): CodeMode => {
  if ((event.toolKind ?? context.toolKind) === 'code_mode_exec') return 'program'
  const onlyRun = Object.keys(event.params).every((name) => name === 'runId')
  return event.toolName === 'wait' && run.programs && onlyRun ? 'wait' : undefined
}

/** Why no program may run here; undefined when OpenClaw keeps them in a box of their own. */
export const programsRefused = (executor: string): string | undefined =>
  executor === 'quickjs'
    ? undefined
    : 'Code Mode runs programs inside the gateway itself (executor "node"), where nothing judges them. Set tools.codeMode.executor to "quickjs", or tools.codeMode.enabled to false.'
