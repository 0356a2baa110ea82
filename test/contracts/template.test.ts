// The template checks themselves: each must find the mistake that it is there for.
import { expect, test } from 'vitest'
import { danglingReferences, waitingInCircles } from './template-references.ts'
import { specViolations } from './template-spec.ts'

const topic = { Type: 'AWS::SNS::Topic' }

const substitute = (...names: string[]) => names.map((name) => `$\{${name}}`).join('-')

test('a reference to nothing is found in Ref, GetAtt, Sub, DependsOn and the outputs', () => {
  const template = {
    Resources: {
      Topic: {
        Type: 'AWS::SNS::Topic',
        DependsOn: 'Gone',
        Properties: {
          TopicName: { Ref: 'Missing' },
          DisplayName: { 'Fn::GetAtt': ['Lost', 'Arn'] },
          KmsMasterKeyId: { 'Fn::Sub': substitute('Nowhere.Arn', 'AWS::Region', 'Topic') },
        },
      },
    },
    Outputs: { Out: { Value: { Ref: 'Away' } } },
  }
  expect(danglingReferences(template)).toEqual([
    'Topic.DependsOn -> Gone',
    'Topic.Properties.TopicName -> Missing',
    'Topic.Properties.DisplayName -> Lost',
    'Topic.Properties.KmsMasterKeyId -> Nowhere',
    'Outputs.Out.Value -> Away',
  ])
})

test('resources that wait for each other are found, those that merely wait are not', () => {
  const named = (id: string) => ({ ...topic, Properties: { DisplayName: { Ref: id } } })
  expect(waitingInCircles({ Resources: { A: topic, B: named('A'), C: named('B') } })).toEqual([])
  expect(waitingInCircles({ Resources: { A: named('B'), B: named('A'), C: topic } })).toEqual(['A', 'B'])
})

test('what the resource specification does not allow is found', () => {
  const template = {
    Resources: {
      Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { Treshold: 1, Period: 'long' } },
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: { RoleArn: { 'Fn::GetAtt': ['Alarm', 'Nonsense'] }, StateMachineType: 'QUICK' },
      },
      Nobody: { Type: 'AWS::StepFunctions::StateMachine' },
      Other: { Type: 'AWS::Lambda::Funktion' },
    },
  }
  expect(specViolations(template)).toEqual([
    'Alarm.Treshold: unknown property',
    'Alarm.Period: not a whole number',
    "Machine.StateMachineType: 'QUICK' is none of STANDARD, EXPRESS",
    'Nobody.RoleArn: required, but missing',
    'Other: there is no type AWS::Lambda::Funktion',
    'template.Resources.Machine.Properties.RoleArn: Alarm has no attribute Nonsense',
  ])
})
