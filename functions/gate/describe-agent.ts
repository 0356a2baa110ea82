// `GET /v1/agent`: who am I to the control layer, and where do I listen.
import { limitSettings } from '#config/load.ts'
import { limitsFor } from '#domain/limits/limits.ts'
import { authenticate } from '#functions/http/authenticate.ts'
import { type HttpEvent, json } from '#functions/http/http-handler.ts'

export const describeAgent = async (event: HttpEvent) => {
  const { caller } = await authenticate(event.headers, 'agent')
  const { agent, owner, environment } = caller
  const settings = limitSettings()
  const { approvalRequests: _, ...limits } = limitsFor(settings, agent)
  return json({
    agent,
    owner,
    environment,
    liveUrl: process.env['LIVE_URL'] ?? '',
    limits: { ...limits, toolSeconds: settings.toolSeconds },
  })
}
