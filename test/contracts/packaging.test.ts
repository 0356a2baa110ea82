// `serverless package` works on a plane, and what comes out of it could be deployed and would start.
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Bundle } from '#infra/bundle.ts'
import { type PackagedService, packageService, type Resource, ROOT } from './packaged-service.ts'
import { danglingReferences, waitingInCircles } from './template-references.ts'
import { specViolations } from './template-spec.ts'

let service: PackagedService

beforeAll(async () => {
  service = await packageService()
}, 90_000)

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
      expect({ [name]: await runAlone(name, script) }).toEqual({ [name]: 'function' })
    }
  })

  test('signs what it asks of AWS with the credentials that Lambda puts in the environment', async () => {
    const requests: IncomingHttpHeaders[] = []
    const aws = createServer((request, response) => {
      requests.push(request.headers)
      response.setHeader('content-type', 'application/x-amz-json-1.0').end('{"Responses":{}}')
    })
    await once(aws.listen(0, '127.0.0.1'), 'listening')
    const event = {
      routeKey: 'GET /v1/agent',
      headers: { authorization: 'Bearer known-to-nobody' },
      requestContext: { requestId: 'r1' },
    }
    await runAlone(
      'gate',
      `const { handler } = await import('./dist/functions/gate/handler.mjs')
       await handler(${JSON.stringify(event)}, { awsRequestId: 'r1', getRemainingTimeInMillis: () => 5000 })`,
      {
        AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${(aws.address() as AddressInfo).port}`,
        AWS_ACCESS_KEY_ID: 'AKIDFROMLAMBDA',
        AWS_SECRET_ACCESS_KEY: 'secret',
        AWS_SESSION_TOKEN: 'session-from-lambda',
      },
    )
    aws.close()
    expect(requests[0]).toMatchObject({
      authorization: expect.stringContaining('Credential=AKIDFROMLAMBDA/'),
      'x-amz-security-token': 'session-from-lambda',
    })
  })
})

/** A module of ours that reads files reads the data beside it in the repository. */
const DATA_FILES: Record<string, string[]> = {
  policies: ['policies/*.cedar', 'policies/*.cedarschema'],
  config: ['config/*.yml'],
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
    const patterns = DATA_FILES[path.split('/')[0]!]
    if (!patterns) throw new Error(`${path} reads files at run time: say which in DATA_FILES`)
    for (const found of globSync(patterns, { cwd: ROOT })) expected.add(found)
  }
  return [...expected].sort()
}

/** Runs `script` as Lambda would: in a folder that holds the function's zip and nothing else. */
async function runAlone(name: string, script: string, environment: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), `claw-control-${name}-`))
  for (const [path, bytes] of Object.entries(service.zips[name] ?? {})) {
    await mkdir(join(folder, dirname(path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', `${script}; process.exit()`],
    {
      cwd: folder,
      env: { AWS_REGION: 'eu-central-1', ...environmentOf(name), ...environment },
      timeout: 20_000,
    },
  )
  await rm(folder, { recursive: true })
  return stdout
}

/** The function's variables; what CloudFormation would compute is a word that nothing may need to understand. */
function environmentOf(name: string): Record<string, string> {
  const id = `${name[0]!.toUpperCase()}${name.slice(1)}LambdaFunction`
  const properties = service.template.Resources[id]?.Properties as {
    Environment: { Variables: Record<string, unknown> }
  }
  return Object.fromEntries(
    Object.entries(properties.Environment.Variables).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : 'computed-on-deployment',
    ]),
  )
}
