// The few words in which every role of the system is written.

const allow = (actions, resource) => ({ Effect: 'Allow', Action: actions, Resource: resource })

const arnOf = (logicalId) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })

/** A role that only the given AWS service may take on. */
const role = (service, statements) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    },
    Policies: [{ PolicyName: 'least', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
  },
})

// X-Ray has no resources to name.
const tracing = allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*')

module.exports = { allow, arnOf, role, tracing }
