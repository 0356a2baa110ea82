// `serverless package` works on a plane, and what comes out of it could be deployed and would start.
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Bundle } from '#infra/bundle.ts'
import { type PackagedService, packageService, type Resource, ROOT } from './packaged-service.ts'
import { invokeAlone, runAlone } from './run-alone.ts'
import { danglingReferences, waitingInCircles } from './template-references.ts'
import { specViolations } from './template-spec.ts'

let service: PackagedService

beforeAll(async () => {
  service = await packageService()
})

afterAll(() => rm(service?.folder ?? '', { recursive: true, force: true }))

const resourcesOf = (type: string): [string, Resource][] =>
  Object.entries(service.template.Resources).filter(([, resource]) => resource.Type === type)

describe('the template', () => {
  test('refers to nothing that is not there', () => {
    expect(danglingReferences(service.template)).toEqual([])
  })

  test('can be created in some order', () => {
    expect(waitingInCircles(service.template)).toEqual([])
  })

  test("keeps to AWS's resource specification", () => {
    expect(specViolations(service.template)).toEqual([])
  })

  test('keeps the record: the table outlives the stack, can be wound back and cannot be deleted', () => {
    expect(service.template.Resources['Table']).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
      },
    })
  })

  test('keeps no log for ever', () => {
    const endless = resourcesOf('AWS::Logs::LogGroup').filter(
      ([, { Properties }]) => !Properties?.['RetentionInDays'],
    )
    expect(endless.map(([id]) => id)).toEqual([])
  })

  test('gives every function a role of its own', () => {
    const roles = resourcesOf('AWS::Lambda::Function').map(([, { Properties }]) =>
      JSON.stringify(Properties?.['Role']),
    )
    expect(roles).toHaveLength(service.bundles.length)
    expect(new Set(roles).size).toBe(roles.length)
  })
})

describe('each zip', () => {
  test('holds the bundle, its map and the files that the bundle reads, nothing else', async () => {
    for (const bundle of service.bundles) {
      const expected = await expectedFiles(bundle)
      expect({ [bundle.name]: Object.keys(service.zips[bundle.name] ?? {}).sort() }).toEqual({
        [bundle.name]: expected,
      })
    }
  })

  test('starts on bare Node, with nothing installed around it', async () => {
    for (const { name, file } of service.bundles) {
      const script = `process.stdout.write(typeof (await import('./dist/${file}')).handler)`
      expect({ [name]: await runAlone(service, name, script) }).toEqual({ [name]: 'function' })
    }
  })

  test('signs what it asks of AWS with the credentials that Lambda puts in the environment', async () => {
    const aws = await startAws('{"Responses":{}}')
    const event = { routeKey: 'GET /v1/agent', headers: { authorization: 'Bearer known-to-nobody' } }

    const { statusCode } = await invokeAlone(service, 'gate', event, {
      AWS_ENDPOINT_URL_DYNAMODB: aws.url,
      AWS_ACCESS_KEY_ID: 'AKIDFROMLAMBDA',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'session-from-lambda',
    })

    expect(statusCode).toBe(401)
    expect(aws.requests[0]).toMatchObject({
      authorization: expect.stringContaining('Credential=AKIDFROMLAMBDA/'),
      'x-amz-security-token': 'session-from-lambda',
    })
  })

  test('answers Slack, although what Bolt needs for its own servers was left out', async () => {
    const signingSecret = 'a-signing-secret'
    const secret = JSON.stringify({ signingSecret, botToken: 'xoxb-1', botUserId: 'UBOT' })
    const aws = await startAws(JSON.stringify({ SecretString: secret }))
    const body = new URLSearchParams({
      command: '/claw',
      text: 'help',
      user_id: 'UPLATFORM',
      team_id: 'T1',
      channel_id: 'COPS',
      trigger_id: '1.1',
      response_url: `${aws.url}/response`,
    }).toString()
    const timestamp = String(Math.floor(Date.now() / 1000))
    const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
    }

    const answer = await invokeAlone(
      service,
      'slack',
      { routeKey: 'POST /slack/events', rawPath: '/slack/events', headers, body, isBase64Encoded: false },
      {
        AWS_ENDPOINT_URL_SECRETS_MANAGER: aws.url,
        AWS_ACCESS_KEY_ID: 'AKIDFROMLAMBDA',
        AWS_SECRET_ACCESS_KEY: 'secret',
      },
    )

    expect(answer).toMatchObject({ statusCode: 200, body: expect.stringContaining('/claw queue') })
  })
})

/** Answers every call alike and keeps the headers it came with. */
async function startAws(answer: string): Promise<{ url: string; requests: IncomingHttpHeaders[] }> {
  const requests: IncomingHttpHeaders[] = []
  const server = createServer((request, response) => {
    requests.push(request.headers)
    response.setHeader('content-type', 'application/x-amz-json-1.0').end(answer)
  })
  onTestFinished(() => void server.close())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}

/** A module of ours that reads files reads the data beside it in the repository. */
const DATA_FILES: Record<string, string[]> = {
  policies: ['policies/*.cedar', 'policies/*.cedarschema'],
  config: ['config/*.yml'],
  'config/templates.ts': ['templates/*.txt'],
}

async function expectedFiles({ file, inputs }: Bundle): Promise<string[]> {
  const bundle = `dist/${file}`
  const expected = new Set([bundle, `${bundle}.map`])
  if (inputs.some((path) => path.includes('cedar-wasm'))) {
    expected.add(join(dirname(bundle), 'cedar_wasm_bg.wasm'))
  }
  for (const path of inputs.filter((input) => !input.startsWith('node_modules/'))) {
    const source = await readFile(join(ROOT, path), 'utf8')
    if (!source.includes("from 'node:fs")) continue
    const patterns = DATA_FILES[path] ?? DATA_FILES[path.split('/')[0]!]
    if (!patterns) throw new Error(`${path} reads files at run time: say which in DATA_FILES`)
    for (const found of globSync(patterns, { cwd: ROOT })) expected.add(found)
  }
  return [...expected].sort()
}
