// Bolt, as the router of what people do. It is set up without a secret, so a cold start cannot fail for want of one.
import { App, AwsLambdaReceiver } from '@slack/bolt'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { slackSecret } from '#gateways/slack.ts'
import { codesOnly } from '#gateways/slack-log.ts'
import { log } from '#telemetry/log.ts'
import { approvalActions } from './actions/approval.ts'
import { budgetActions } from './actions/budget.ts'
import { communicationActions } from './actions/communication.ts'
import { detailsActions } from './actions/details.ts'
import { drillActions } from './actions/drill.ts'
import { incidentActions } from './actions/incident.ts'
import { killSwitchActions } from './actions/kill-switch.ts'
import { questionActions } from './actions/question.ts'
import { recoveryActions } from './actions/recovery.ts'
import { commandDispatch } from './dispatch.ts'
import { homeEvents } from './events/home.ts'
import { reactionEvents } from './events/reaction.ts'
import { incidentShortcuts } from './shortcuts/incident.ts'
import { unknownListeners } from './unknown.ts'
import { approvalViews } from './views/approval.ts'
import { budgetViews } from './views/budget.ts'
import { communicationViews } from './views/communication.ts'
import { incidentViews } from './views/incident.ts'
import { incidentDeclareViews } from './views/incident-declare.ts'
import { questionViews } from './views/question.ts'

/** Everything that is listened for; what nobody listens for ends in the last. */
export const listeners = [
  commandDispatch,
  approvalActions,
  budgetActions,
  questionActions,
  communicationActions,
  detailsActions,
  drillActions,
  incidentActions,
  killSwitchActions,
  recoveryActions,
  approvalViews,
  budgetViews,
  questionViews,
  communicationViews,
  incidentDeclareViews,
  incidentViews,
  incidentShortcuts,
  homeEvents,
  reactionEvents,
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
    logger: codesOnly,
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
    logger: codesOnly,
  })
  for (const listen of listeners) listen(app)
  app.error(async (error) => {
    log.fault('slack.listener-failed', error)
  })
  return receiver.toHandler() as ReturnType<typeof toBolt>
}
