// One role per function with exactly what it calls: a bug in one of them cannot do what another may.
const { allow, arnOf, role, tracing } = require('./iam.cjs')

const table = (...actions) =>
  allow(
    actions.map((action) => `dynamodb:${action}`),
    arnOf('Table'),
  )
/** Changes or deletes items under these partition keys, and no others: the record itself is only ever added to. */
const only = (action, ...keys) => ({
  ...table(action),
  Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } },
})
/** Puts whoever guesses tokens on record, and nothing else. */
const noteGuessing = only('PutItem', 'wrong-tokens/*')
const turnSwitch = only('UpdateItem', 'posture/posture')
const addUp = only('UpdateItem', 'posture/posture', 'usage/*', 'run/*')
const countRequests = only('UpdateItem', 'rate/*', 'run/*')
const watchAgents = only('UpdateItem', 'posture/posture', 'recent/*')
const numberIncidents = only('UpdateItem', 'counter/incident')
const forgetSockets = only('DeleteItem', 'live/*')
const speakToAgents = (...methods) =>
  allow(
    ['execute-api:ManageConnections'],
    methods.map((method) => ({
      'Fn::Sub': `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${WebsocketsApi}/*/${method}/@connections/*`,
    })),
  )
const index = (name) => allow(['dynamodb:Query'], { 'Fn::Sub': `\${Table.Arn}/index/${name}` })
const secret = (logicalId) => allow(['secretsmanager:GetSecretValue'], { Ref: logicalId })
const start = (...machines) =>
  allow(
    ['states:StartExecution'],
    machines.map((machine) => ({ Ref: machine })),
  )
// A task token has no ARN, so Step Functions accepts no narrower resource here.
const completeTasks = allow(['states:SendTaskSuccess'], '*')
const failTasks = allow(['states:SendTaskFailure'], '*')

const stream = allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], {
  'Fn::GetAtt': ['Table', 'StreamArn'],
})
// Listing is not bound to one stream.
const listStreams = allow(['dynamodb:ListStreams'], '*')
const deadLetter = allow(['sqs:SendMessage'], arnOf('RelayDeadLetters'))

const grants = {
  gate: [table('BatchGetItem', 'GetItem', 'PutItem', 'Query'), countRequests],
  poll: [table('BatchGetItem', 'GetItem'), only('PutItem', 'wrong-tokens/*', 'question/*')],
  switch: [table('BatchGetItem', 'GetItem', 'PutItem', 'Query'), turnSwitch, index('queue')],
  events: [table('BatchGetItem', 'GetItem', 'PutItem')],
  usage: [table('BatchGetItem', 'GetItem', 'PutItem', 'Query'), addUp],
  live: [table('BatchGetItem', 'GetItem', 'PutItem'), forgetSockets, index('queue')],
  push: [table('GetItem', 'Query'), forgetSockets, speakToAgents('POST', 'DELETE'), stream, listStreams],
  ping: [table('Query'), forgetSockets, speakToAgents('POST')],
  canary: [table('GetItem', 'PutItem'), turnSwitch, secret('SlackSecret'), secret('CanarySecret')],
  sweep: [table('BatchGetItem', 'GetItem', 'PutItem'), index('time')],
  audit: [table('BatchGetItem', 'GetItem', 'Query'), noteGuessing, index('time')],
  incidents: [
    table('BatchGetItem', 'GetItem', 'PutItem', 'Query'),
    turnSwitch,
    numberIncidents,
    index('queue'),
    index('time'),
    secret('SlackSecret'),
  ],
  meta: [],
  status: [table('Query'), index('queue')],
  slack: [
    table('BatchGetItem', 'GetItem', 'PutItem', 'Query'),
    turnSwitch,
    numberIncidents,
    index('queue'),
    index('time'),
    secret('SlackSecret'),
  ],
  webhooks: [table('GetItem', 'PutItem'), secret('WebhookSecret')],
  relay: [
    table('BatchGetItem', 'GetItem', 'PutItem'),
    watchAgents,
    numberIncidents,
    stream,
    listStreams,
    deadLetter,
    start(
      'ApprovalGateStateMachine',
      'CommunicationStateMachine',
      'RecoveryStateMachine',
      'IncidentStateMachine',
      'KillSwitchStateMachine',
      'SwitchDrillStateMachine',
      'NoticeStateMachine',
    ),
    completeTasks,
  ],
  approvalGateRequestApproval: [table('GetItem', 'PutItem'), secret('SlackSecret'), completeTasks, failTasks],
  approvalGateAnnounceDecision: [table('GetItem', 'PutItem', 'Query'), secret('SlackSecret')],
  approvalGateAwaitChange: [table('GetItem', 'PutItem'), completeTasks],
  recoveryAwaitChange: [table('GetItem', 'PutItem'), completeTasks],
  recoveryAnnounceRecovery: [table('GetItem', 'PutItem'), secret('SlackSecret')],
  noticeNotifyPeople: [table('GetItem', 'PutItem', 'Query'), secret('SlackSecret')],
  incidentAnnounceIncident: [table('GetItem', 'PutItem', 'Query'), turnSwitch, secret('SlackSecret')],
  communicationSendWebhook: [table('GetItem'), secret('UpdatesWebhookSecret')],
  communicationShowDraft: [table('GetItem', 'PutItem'), secret('SlackSecret')],
  communicationNotifyAudience: [table('GetItem', 'PutItem', 'Query'), turnSwitch, secret('SlackSecret')],
  incidentAwaitChange: [table('GetItem', 'PutItem'), completeTasks],
  killSwitchVoidPending: [table('GetItem', 'PutItem'), index('queue'), completeTasks],
  killSwitchAnnounceSwitch: [
    table('GetItem', 'PutItem', 'Query'),
    turnSwitch,
    index('queue'),
    secret('SlackSecret'),
  ],
  switchDrillAnnounceDrill: [table('GetItem', 'PutItem'), secret('SlackSecret')],
  killSwitchAwaitRevision: [table('GetItem', 'PutItem', 'Query'), completeTasks],
}

const capitalise = (name) => name[0].toUpperCase() + name.slice(1)

const writeOwnLogs = (name) =>
  allow(['logs:CreateLogStream', 'logs:PutLogEvents'], {
    'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/\${AWS::StackName}-${name}:*`,
  })

module.exports = {
  Resources: Object.fromEntries(
    Object.entries(grants).map(([name, statements]) => [
      `${capitalise(name)}Role`,
      role('lambda.amazonaws.com', [writeOwnLogs(name), tracing, ...statements]),
    ]),
  ),
}
