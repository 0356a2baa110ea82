// What an agent that only listens costs on AWS in a month, by the price list, with every figure that goes into it.
import { figure, print } from './report.ts'

/** US dollars, us-east-1, on demand, arm64, no free tier; https://aws.amazon.com/{api-gateway,lambda,dynamodb}/pricing/ */
const price = {
  socketMinute: 0.25 / 1e6,
  message: 1 / 1e6,
  invocation: 0.2 / 1e6,
  gigabyteSecond: 0.0000133334,
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
}

const MINUTES = 30 * 24 * 60
const PINGS = MINUTES * 2
/** API Gateway closes a socket after two hours. */
const CONNECTS = (30 * 24) / 2
/** Connecting: handshake, greeting, farewell. Each runs for some 20 ms at 512 MB. */
const INVOCATIONS = CONNECTS * 3
const INVOCATION_GB_SECONDS = 0.02 * 0.5
/** The connection, its index and its deletion; the agent's last sign and its index. */
const WRITES = CONNECTS * 6
/** The function that pings works for all agents together: 31 s of every minute at 256 MB. */
const PINGING_GB_SECONDS = MINUTES * 31 * 0.25
/** It reads every connection, some 400 bytes each, consistently. */
const READS_PER_PING = 400 / 4_096

/** A long poll instead: a function of 512 MB that waits all month. */
const POLLING_GB_SECONDS = MINUTES * 60 * 0.5

export const printLiveCost = (agents: number): void => {
  const rows: [string, number, string, number][] = [
    ['socket open', MINUTES, 'minutes', MINUTES * price.socketMinute],
    ['pings, every 30 s', PINGS, 'messages', PINGS * price.message],
    [
      'connecting anew, every 2 h',
      INVOCATIONS,
      'invocations',
      INVOCATIONS * (price.invocation + INVOCATION_GB_SECONDS * price.gigabyteSecond) +
        CONNECTS * price.message,
    ],
    ['noting it in the table', WRITES, 'write units', WRITES * price.writeUnit],
    [
      'finding it for each ping',
      PINGS * READS_PER_PING,
      'read units',
      PINGS * READS_PER_PING * price.readUnit,
    ],
    [
      `its share of the pinging function (of ${agents.toLocaleString('en-US')})`,
      PINGING_GB_SECONDS / agents,
      'GB-seconds',
      (PINGING_GB_SECONDS / agents) * price.gigabyteSecond,
    ],
  ]
  const total = rows.reduce((sum, [, , , dollars]) => sum + dollars, 0)
  const polling = POLLING_GB_SECONDS * price.gigabyteSecond
  print(
    'An idle agent on AWS',
    `A month of 30 days by the price list (us-east-1, on demand, arm64, no free tier), with ${agents.toLocaleString('en-US')} agents connected.\n` +
      `A long poll held all month instead would cost $${figure(polling)} per agent, ${figure(polling / total)} times as much.`,
    ['for one agent', 'amount', 'of', '$ a month'],
    [...rows, ['total', '', '', total]],
  )
}
