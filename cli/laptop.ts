// Pointing a command at the laptop's table when no AWS table is named: the running system's, or its files when it is not running.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { startDynamoDb } from '#local/aws/dynamodb/dynoxide.ts'
import { localNames } from '#local/resources.ts'
import { readService } from '#local/service.ts'

const running = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/health`, { signal: AbortSignal.timeout(1_000) })).ok
  } catch {
    return false
  }
}

/** Sets the environment that `store/` reads, and returns how to let go. With TABLE_NAME set it is left as it is. */
export const openTable = async (): Promise<{ close(): Promise<void> }> => {
  const nothing = { close: async () => undefined }
  if (process.env['TABLE_NAME']) return nothing
  const url = `http://127.0.0.1:${process.env['PORT'] ?? 3000}`
  const file = join(process.env['CLAW_DATA_DIR'] ?? '.claw', 'dynamodb.sqlite')
  process.env['TABLE_NAME'] = String(
    localNames(readService(process.cwd(), 'local')).resolve({ Ref: 'Table' }),
  )
  process.env['AWS_REGION'] ??= 'eu-central-1'
  process.env['AWS_ACCESS_KEY_ID'] ??= 'local'
  process.env['AWS_SECRET_ACCESS_KEY'] ??= 'local'
  if (await running(url)) {
    process.env['AWS_ENDPOINT_URL_DYNAMODB'] = `${url}/_aws/dynamodb/`
    return nothing
  }
  if (!existsSync(file))
    throw new Error(
      `There is no record yet: ${file} does not exist. Run \`npm start\` first, or set TABLE_NAME for a table on AWS.`,
    )
  const dynamodb = await startDynamoDb(file)
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = dynamodb.endpoint
  return dynamodb
}
