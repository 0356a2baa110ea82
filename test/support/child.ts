// The laptop as a process of its own, which can be killed or made to die at an exact call, and started again on the same data.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { copyConfig } from './config.ts'
import { drive } from './driver.ts'

export const startProcess = async (dataDir: string, environment: Record<string, string> = {}) => {
  const child = spawn(process.execPath, ['local/main.ts'], {
    env: {
      ...process.env,
      PORT: '0',
      CLAW_PATIENCE: '20',
      CLAW_DATA_DIR: dataDir,
      CLAW_CONFIG_DIR: copyConfig(join(dataDir, 'config')),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const closed = once(child, 'close')
  const url = await new Promise<string>((resolve, reject) => {
    let output = ''
    const read = (text: string) => {
      output += text
      const ready = /^claw-control ready on (http:\S+)$/m.exec(output)?.[1]
      if (ready) resolve(ready)
    }
    child.stdout.setEncoding('utf8').on('data', read)
    child.stderr.setEncoding('utf8').on('data', read)
    void closed.then(() => reject(new Error(`it ended before it was ready: ${output}`)))
  })
  return {
    ...drive(url),
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    kill: async () => {
      child.kill('SIGKILL')
      await closed
    },
  }
}
export type LaptopProcess = Awaited<ReturnType<typeof startProcess>>
