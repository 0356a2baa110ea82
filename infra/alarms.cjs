// What wakes a person: the relay falling behind or giving up, the two doors failing, a workflow that broke.
const stateMachines = require('./state-machines.cjs')

const MINUTE_MS = 60_000

/**
 * At or over `threshold` in `minutes` one-minute periods in a row. No data means that nothing went wrong.
 * `Sum` counts what happened in the period, `Maximum` reads a level.
 */
const alarm = ({ metric, of, statistic = 'Sum', threshold = 1, minutes = 1, says }) => {
  const [[dimension, logicalId]] = Object.entries(of)
  const byName = dimension === 'QueueName'
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmDescription: says,
      Namespace: metric.split(':')[0],
      MetricName: metric.split(':')[1],
      Dimensions: [
        { Name: dimension, Value: byName ? { 'Fn::GetAtt': [logicalId, 'QueueName'] } : { Ref: logicalId } },
      ],
      Statistic: statistic,
      Period: 60,
      EvaluationPeriods: minutes,
      Threshold: threshold,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: 'Alarms' }],
      OKActions: [{ Ref: 'Alarms' }],
    },
  }
}

const doors = Object.fromEntries(
  ['Gate', 'Slack'].flatMap((door) =>
    ['Errors', 'Throttles'].map((metric) => [
      `${door}${metric}Alarm`,
      alarm({
        metric: `AWS/Lambda:${metric}`,
        of: { FunctionName: `${door}LambdaFunction` },
        says: `${metric} of the ${door.toLowerCase()} function: agents are refused or people go unheard while this lasts.`,
      }),
    ]),
  ),
)

const workflows = Object.fromEntries(
  Object.entries(stateMachines.Resources)
    .filter(([, resource]) => resource.Type === 'AWS::StepFunctions::StateMachine')
    .flatMap(([id]) =>
      ['ExecutionsFailed', 'ExecutionsTimedOut'].map((metric) => [
        `${id}${metric}Alarm`,
        alarm({
          metric: `AWS/States:${metric}`,
          of: { StateMachineArn: id },
          says: 'A workflow ended badly: somebody may not have been told. The decision itself stands in the table.',
        }),
      ]),
    ),
)

module.exports = {
  Resources: {
    // People subscribe by hand: who is woken is not the repository's business.
    Alarms: { Type: 'AWS::SNS::Topic' },
    RelayBehindAlarm: alarm({
      metric: 'AWS/Lambda:IteratorAge',
      of: { FunctionName: 'RelayLambdaFunction' },
      statistic: 'Maximum',
      threshold: MINUTE_MS,
      minutes: 3,
      says: 'Committed events wait over a minute for their effects: approvals are decided, but nobody is asked or told.',
    }),
    RelayDeadLettersAlarm: alarm({
      metric: 'AWS/SQS:ApproximateNumberOfMessagesVisible',
      of: { QueueName: 'RelayDeadLetters' },
      statistic: 'Maximum',
      says: 'The relay gave up on events. The queue says which; replay them within the stream’s 24 hours.',
    }),
    ...doors,
    ...workflows,
  },
  Outputs: { AlarmTopicArn: { Value: { Ref: 'Alarms' } } },
}
