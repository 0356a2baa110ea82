// A process with an emulator in it that is killed: started by crash.test.ts with the database and a definition.
import { writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { createStepFunctions, stateMachineArn } from '../index.ts'

const [file, definition, now] = process.argv.slice(2) as [string, string, string]
const db = new DatabaseSync(file)
db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
const engine = createStepFunctions({
  db,
  clock: { now: () => Number(now) },
  invoke: (name, payload) => {
    if (name !== 'hang') return Promise.resolve(null)
    writeSync(1, `${JSON.stringify(payload)}\n`)
    return new Promise(() => {})
  },
})
engine.deploy('victim', definition)
for (const name of ['act_1', 'act_2']) {
  const body = JSON.stringify({ stateMachineArn: stateMachineArn('victim'), name })
  const headers = { 'x-amz-target': 'AWSStepFunctions.StartExecution' }
  await engine.handle(new Request('http://localhost/', { method: 'POST', headers, body }))
}
