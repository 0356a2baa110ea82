// Why: one function puts the whole system together on one port, for `npm start` and for tests alike.
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createStepFunctions } from '#packages/step-functions-emulator/index.ts'
import { pageRoutes } from '#packages/workspace/build.ts'
import { guarded } from './aws/api-gateway/guarded-routes.ts'
import { createHttpApi } from './aws/api-gateway/http-api.ts'
import { createLive, PINGS } from './aws/api-gateway/live.ts'
import { openDatabase } from './aws/dynamodb/database.ts'
import { startDynamoDb } from './aws/dynamodb/dynoxide.ts'
import { createDynamoDbProxy } from './aws/dynamodb/proxy.ts'
import { ensureTable } from './aws/dynamodb/table.ts'
import { type LocalFunctions, loadFunctions } from './aws/lambda/functions.ts'
import { createSchedules } from './aws/schedules/schedules.ts'
import { secretsManagerRoutes } from './aws/secrets-manager.ts'
import { createStreams } from './aws/streams/streams.ts'
import { installClock } from './clock.ts'
import { directClient, localEnvironment, servicePaths } from './environment.ts'
import { createFaults } from './faults.ts'
import { announceExecutions, startLocalSlack } from './local-slack.ts'
import { crashPointOf, createOutbound } from './outbound.ts'
import { localNames } from './resources.ts'
import { matcher, type Routes } from './routes.ts'
import { seed } from './seed.ts'
import { listen } from './server.ts'
import { readService } from './service.ts'
import { settle } from './settle.ts'
import { deployStateMachines } from './state-machines.ts'
import { createTimeTravel } from './time-travel.ts'
import { serveWeb } from './web.ts'

const root = join(import.meta.dirname, '..')

export interface SystemOptions {
  /** 0: any free port. */
  port: number
  /** Everything that must survive a restart; made when missing, and owned by one process at a time. */
  dataDir: string
}

export interface System {
  url: string
  port: number
  /** DynamoDB itself, past the rehearsed failures, for tools and tests that look into the table. */
  dynamoDbUrl: string
  close(): Promise<void>
}

/**
 * Starts everything from the working directory's `config/` and `policies/`; resolves when it answers.
 * One per process: handlers keep the clients that they made, so a later one must have the same port.
 */
export async function startSystem({ port, dataDir }: SystemOptions): Promise<System> {
  await using parts = new AsyncDisposableStack()
  const own = <T extends { close(): void | Promise<void> }>(part: T): T => {
    parts.defer(() => part.close())
    return part
  }
  const service = readService(root, 'local')
  const names = localNames(service)
  const { db } = own(openDatabase(dataDir))
  const clock = own(installClock(db))
  const dynamoDb = own(await startDynamoDb(join(dataDir, 'dynamodb.sqlite')))

  // Functions are loaded last, since they want the port; whoever needs them earlier waits.
  const functions = Promise.withResolvers<LocalFunctions>()
  let effects = 0
  const invoke = async (name: string, event: unknown) => {
    effects += 1
    return (await functions.promise).invoke(name, event)
  }
  const stepFunctions = own(createStepFunctions({ db, clock, invoke }))
  const streams = own(createStreams({ db, clock, endpoint: dynamoDb.endpoint, service, invoke }))
  const schedules = own(
    createSchedules(
      db,
      clock,
      service.functions.filter(({ key }) => key !== PINGS),
      invoke,
    ),
  )
  const slack = own(startLocalSlack(db, clock, () => server.url))
  own(announceExecutions(slack, stepFunctions.onTransition))

  const faults = createFaults()
  const live = createLive(service.functions, invoke, servicePaths.live)
  const outbound = createOutbound(faults, crashPointOf(process.env['CLAW_CRASH_AT']))
  const proxy = own(createDynamoDbProxy(dynamoDb.endpoint, outbound, streams.kick))
  const timed = [stepFunctions, streams, schedules]
  const time = createTimeTravel({
    clock,
    timed,
    settle: () => settle(timed, () => effects),
    moved: (now) => slack.announce({ type: 'clock', now }),
  })
  const routes: Routes = {
    ...pageRoutes(),
    ...slack.routes,
    ...guarded(slackApi(slack.routes), outbound, 'slack', (_, { method = '' }) => method),
    ...guarded(
      { [`POST ${servicePaths.stepFunctions}`]: stepFunctions.handle },
      outbound,
      'step-functions',
      targetOf,
    ),
    ...secretsManagerRoutes(names, servicePaths.secretsManager),
    ...faults.routes,
    ...outbound.routes,
    ...time.routes,
    'GET /_local/executions': () => Response.json(stepFunctions.executions()),
  }
  const find = matcher(routes)
  // Whoever asks before everything is in place waits until it is, instead of meeting half a system.
  const ready = Promise.withResolvers<void>()
  const httpApi = ready.promise.then(async () => createHttpApi(service, await functions.promise))
  const server = own(
    await listen(port, async (incoming, outgoing, url) => {
      if (url.pathname.startsWith(servicePaths.dynamodb)) return proxy.handle(incoming, outgoing)
      if (url.pathname.startsWith(servicePaths.live)) return live.manage(incoming, outgoing, url)
      const match = find(incoming.method ?? '', url.pathname)
      if (match) return serveWeb(incoming, outgoing, url, match)
      return (await httpApi)(incoming, outgoing, url)
    }),
  )
  server.server.on('upgrade', live.upgrade)
  own(live)

  Object.assign(process.env, localEnvironment(service, names, server.url))
  const table = await ensureTable(new DynamoDBClient(directClient(dynamoDb.endpoint, service.region)), names)
  deployStateMachines(names, stepFunctions)
  functions.resolve(await loadFunctions(root, service, names))
  await seed()

  outbound.startCounting()
  stepFunctions.resume()
  streams.start(table)
  schedules.start()
  ready.resolve()
  const running = parts.move()
  return {
    url: server.url,
    port: server.port,
    dynamoDbUrl: dynamoDb.endpoint,
    close: () => running.disposeAsync(),
  }
}

/** What handlers call; the rest of the emulator's routes are the people's. */
const slackApi = (routes: Routes): Routes =>
  Object.fromEntries(Object.entries(routes).filter(([route]) => route.includes(` ${servicePaths.slack}/`)))

const targetOf = (request: Request): string => request.headers.get('x-amz-target')?.split('.')[1] ?? ''
