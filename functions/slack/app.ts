// Bolt, as the router of what people do. It is set up without a secret, so a cold start cannot fail for want of one.
import { App, AwsLambdaReceiver, LogLevel } from '@slack/bolt'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { slackSecret } from '#gateways/slack.ts'
import { commandListeners } from './commands/listen.ts'
import { approvalListeners } from './listeners/approval.ts'
import { budgetListeners } from './listeners/budget.ts'
import { communicationListeners } from './listeners/communication.ts'
import { detailsListeners } from './listeners/details.ts'
import { drillListeners } from './listeners/drill.ts'
import { homeListeners } from './listeners/home.ts'
import { incidentListeners } from './listeners/incident.ts'
import { incidentDeclareListeners } from './listeners/incident-declare.ts'
import { incidentFormListeners } from './listeners/incident-forms.ts'
import { incidentNoteListeners } from './listeners/incident-notes.ts'
import { recoveryListeners } from './listeners/recovery.ts'
import { switchListeners } from './listeners/switch.ts'
import { unknownListeners } from './listeners/unknown.ts'

/** Everything that is listened for; what nobody listens for ends in the last. */
export const listeners = [
  approvalListeners,
  detailsListeners,
  recoveryListeners,
  budgetListeners,
  incidentListeners,
  incidentDeclareListeners,
  incidentFormListeners,
  incidentNoteListeners,
  communicationListeners,
  switchListeners,
  drillListeners,
  homeListeners,
  commandListeners,
  unknownListeners,
]

export const toBolt = (): ((
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>) => {
  const receiver = new AwsLambdaReceiver({
    // The handler has checked the signature, and more strictly.
    signingSecret: '',
    signatureVerification: false,
    logLevel: LogLevel.ERROR,
    customPropertiesExtractor: ({ requestContext }) => ({ requestId: requestContext?.requestId }),
  })
  const app = new App({
    receiver,
    // A function instead of a token: Bolt would ask Slack who we are, once, and remember a failure for good.
    authorize: async () => {
      const { botToken, botUserId } = await slackSecret()
      return { botToken, ...(botUserId ? { botUserId } : {}) }
    },
    convoStore: false,
    logLevel: LogLevel.ERROR,
  })
  for (const listen of listeners) listen(app)
  app.error(async (error) => {
    console.error(
      JSON.stringify({ level: 'error', slack: 'a listener failed', error: error.name, code: error.code }),
    )
  })
  return receiver.toHandler() as ReturnType<typeof toBolt>
}
