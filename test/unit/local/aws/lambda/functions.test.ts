// Why: a handler must meet Lambda's limits here, or it meets them first in production.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type LocalFunctions, loadFunctions } from '#local/aws/lambda/functions.ts'
import { localEnvironment } from '#local/environment.ts'
import { localNames } from '#local/resources.ts'
import { readService } from '#local/service.ts'

const yaml = `
service: shop
provider: { region: "\${opt:region, 'eu-west-1'}", timeout: 300, environment: { STAGE: "\${sls:stage}", NODE_OPTIONS: --x } }
functions:
  echo: { handler: dist/functions/echo.handler, environment: { TABLE_NAME: { Ref: Table } }, events: [{ httpApi: GET /echo }] }
  slow: { handler: dist/functions/slow.handler, timeout: 0.05, environment: { ECHO_ARN: { 'Fn::GetAtt': [EchoLambdaFunction, Arn] } } }
  throws: { handler: dist/functions/throws.handler }
  gone: { handler: dist/functions/gone.handler }
  unnamed: { handler: dist/functions/echo.nothing }
resources:
  - \${file(infra/table.yml)}
  - \${file(infra/more.cjs)}
`
const files: Record<string, string> = {
  'serverless.yml': yaml,
  'infra/table.yml': `Resources: { Table: { Type: AWS::DynamoDB::Table, Properties: { TableName: "\${self:service}-\${sls:stage}" } } }`,
  'infra/more.cjs': `module.exports = { Resources: { Keys: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: { 'Fn::Sub': '\${AWS::StackName}/keys' } } } } }`,
  'functions/echo.ts':
    'export const handler = async (event: { at: unknown }, context: { getRemainingTimeInMillis(): number; functionName: string; awsRequestId: string }) => ({ event, left: context.getRemainingTimeInMillis(), name: context.functionName, id: context.awsRequestId, nothing: undefined })',
  'functions/slow.ts': 'export const handler = () => new Promise(() => undefined)',
  'functions/throws.ts':
    'class Refused extends Error { override name = "Refused" }\nexport const handler = async () => { throw new Refused("no") }',
}

let root: string
let functions: LocalFunctions
const said: string[] = []

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'claw-functions-'))
  for (const folder of ['infra', 'functions']) mkdirSync(join(root, folder))
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text)
  const service = readService(root, 'local')
  const silent = vi.spyOn(console, 'error').mockImplementation((text) => void said.push(text))
  functions = await loadFunctions(root, service, localNames(service))
  silent.mockRestore()
})
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})

describe('a function', () => {
  it('runs from its source, on its own copy of the event, by key or ARN', async () => {
    const event = { at: new Date(0) }
    const result = await functions.invoke(
      'arn:aws:lambda:eu-west-1:000000000000:function:shop-local-echo',
      event,
    )
    expect(result).toEqual({
      event: { at: '1970-01-01T00:00:00.000Z' },
      left: expect.any(Number),
      name: 'shop-local-echo',
      id: expect.stringMatching(/^[\da-f-]{36}$/),
    })
    const { left } = result as { left: number }
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThanOrEqual(300_000)
  })

  it('is cut off at its timeout, with the error that Step Functions would see', async () => {
    await expect(functions.invoke('slow', {})).rejects.toMatchObject({
      name: 'Sandbox.Timedout',
      message: expect.stringContaining('Task timed out after 0.05 seconds'),
    })
  })

  it('rejects with its own error', async () => {
    await expect(functions.invoke('throws', {})).rejects.toMatchObject({ name: 'Refused', message: 'no' })
  })

  it.each(['gone', 'unnamed'])(
    'that cannot be imported (%s) fails alone, and is named at the start',
    async (key) => {
      await expect(functions.invoke(key, {})).rejects.toMatchObject({ name: 'Runtime.ImportModuleError' })
      expect(said.join()).toContain(`Function ${key} cannot run`)
    },
  )
})

describe('serverless.yml on the laptop', () => {
  it('gives functions the variables that it declares, with local names for what they refer to', () => {
    const service = readService(root, 'local')
    expect(localEnvironment(service, localNames(service), 'http://127.0.0.1:1')).toMatchObject({
      STAGE: 'local',
      TABLE_NAME: 'shop-local',
      ECHO_ARN: 'arn:aws:lambda:eu-west-1:000000000000:function:shop-local-echo',
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1/_aws/dynamodb',
    })
    expect(localEnvironment(service, localNames(service), '')).not.toHaveProperty('NODE_OPTIONS')
  })

  it('names what is created by its CloudFormation properties', () => {
    const names = localNames(readService(root, 'local'))
    expect(names.resolve({ Ref: 'Keys' })).toBe(
      'arn:aws:secretsmanager:eu-west-1:000000000000:secret:shop-local/keys',
    )
    expect(() => names.resolve({ Ref: 'Nothing' })).toThrow('Nothing')
  })

  it('refuses two functions that want different values for one variable', () => {
    const service = readService(root, 'local')
    const [first, second] = service.functions
    if (first) first.environment = { SAME: 'a' }
    if (second) second.environment = { SAME: 'b' }
    expect(() => localEnvironment(service, localNames(service), '')).toThrow('slow wants SAME=b')
  })

  it('reads every function of our own, with routes, stream and limits', () => {
    const { functions: own } = readService(process.cwd(), 'local')
    expect(own.find(({ key }) => key === 'gate')).toMatchObject({
      module: 'functions/gate/handler',
      exportName: 'handler',
      routes: expect.arrayContaining(['POST /v1/actions']),
    })
    expect(own.find(({ key }) => key === 'relay')?.streams).toHaveLength(1)
  })
})
