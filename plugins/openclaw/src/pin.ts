// The last word on parameters: other plugins may rewrite them after the gate has judged, so what was allowed is put back.
import type { Control } from './control.ts'
import type { PluginApi } from './host.ts'
import { jsonCopy } from './json.ts'

/** OpenClaw runs hooks from high to low and takes the parameters that were returned last. */
const last = { priority: -Number.MAX_VALUE }

export const pinParameters = (api: PluginApi, controlled: () => Control): void => {
  api.on(
    'before_tool_call',
    (event, context) => {
      const toolCallId = event.toolCallId ?? context.toolCallId
      const call = controlled().calls.granted(
        { ...event, ...(toolCallId === undefined ? {} : { toolCallId }) },
        event.runId ?? context.runId,
      )
      return call
        ? { params: jsonCopy(call.params) }
        : { block: true, blockReason: 'claw-control has not judged this call. Nothing was run.' }
    },
    last,
  )
}
