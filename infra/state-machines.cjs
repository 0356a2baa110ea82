// One state machine per folder of workflows/: the definition is the folder's ASL file, unchanged, and the
// machine may call exactly the functions that this file names in its ${…Arn} placeholders.
const { readdirSync, readFileSync } = require('node:fs')
const { join } = require('node:path')
const { allow, arnOf, role, tracing } = require('./iam.cjs')

const root = join(__dirname, '..', 'workflows')

// CloudWatch Logs deliveries belong to the account, not to a resource.
const deliverLogs = allow(
  [
    'logs:CreateLogDelivery',
    'logs:DeleteLogDelivery',
    'logs:DescribeLogGroups',
    'logs:DescribeResourcePolicies',
    'logs:GetLogDelivery',
    'logs:ListLogDeliveries',
    'logs:PutResourcePolicy',
    'logs:UpdateLogDelivery',
  ],
  '*',
)
const sampleTraces = allow(['xray:GetSamplingRules', 'xray:GetSamplingTargets'], '*')

const pascalCase = (kebab) => kebab.replace(/(^|-)([a-z])/g, (_, __, letter) => letter.toUpperCase())

const resourcesOf = (name) => {
  const definition = readFileSync(join(root, name, `${name}.asl.json`), 'utf8')
  const placeholders = [...new Set([...definition.matchAll(/\$\{(\w+)Arn\}/g)].map((match) => match[1]))]
  const functionArn = (placeholder) => arnOf(`${placeholder}LambdaFunction`)
  const id = pascalCase(name)
  return {
    [`${id}StateMachine`]: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: { 'Fn::Sub': `\${AWS::StackName}-${name}` },
        StateMachineType: 'STANDARD',
        RoleArn: arnOf(`${id}StateMachineRole`),
        DefinitionString: definition,
        DefinitionSubstitutions: Object.fromEntries(
          placeholders.map((placeholder) => [`${placeholder}Arn`, functionArn(placeholder)]),
        ),
        TracingConfiguration: { Enabled: true },
        // Execution data holds what agents send; errors are found by execution name, the rest is in the table.
        LoggingConfiguration: {
          Level: 'ERROR',
          IncludeExecutionData: false,
          Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: arnOf(`${id}StateMachineLogs`) } }],
        },
      },
    },
    [`${id}StateMachineLogs`]: {
      Type: 'AWS::Logs::LogGroup',
      Properties: {
        LogGroupName: { 'Fn::Sub': `/aws/vendedlogs/states/\${AWS::StackName}-${name}` },
        RetentionInDays: 90,
      },
    },
    [`${id}StateMachineRole`]: role('states.amazonaws.com', [
      allow(['lambda:InvokeFunction'], placeholders.map(functionArn)),
      deliverLogs,
      tracing,
      sampleTraces,
    ]),
  }
}

const names = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort()

module.exports = { Resources: Object.assign({}, ...names.map(resourcesOf)) }
