// State machines: deployed, changed and described.
import * as z from 'zod'
import { type Operation, operation, wireTime } from './api.ts'
import { checkArn, checkName, stateMachineArn } from './arns.ts'
import { parseDefinition } from './definition.ts'
import { ApiError } from './errors.ts'
import type { Clock } from './ports.ts'
import type { StateMachine } from './rows.ts'
import type { Tables } from './tables.ts'

export interface Machines {
  operations: Record<string, Operation>
  /** Creates the state machine, or gives it this definition for executions to come; the ARN. Throws InvalidDefinition. */
  deploy(name: string, definition: string): string
}

const localRole = 'arn:aws:iam::000000000000:role/local'

export function machineOperations(tables: Tables, clock: Clock): Machines {
  function create(name: string, definition: string, roleArn: string): StateMachine {
    const arn = stateMachineArn(checkName(name))
    parseDefinition(definition)
    const now = clock.now()
    tables.transaction(() => {
      tables.addMachine({ arn, name, roleArn, createdAt: now })
      tables.addRevision({ machine: arn, definition, at: now })
    })
    return tables.machine(arn)!
  }

  function update(
    machine: StateMachine,
    definition = machine.definition,
    roleArn = machine.roleArn,
  ): StateMachine {
    parseDefinition(definition)
    tables.transaction(() => {
      tables.setRole({ arn: machine.arn, roleArn })
      if (definition !== machine.definition) {
        tables.addRevision({ machine: machine.arn, definition, at: clock.now() })
      }
    })
    return tables.machine(machine.arn)!
  }

  const CreateStateMachine = operation(
    z.object({
      name: z.string(),
      definition: z.string(),
      roleArn: z.string(),
      type: z.literal('STANDARD').default('STANDARD'),
    }),
    ({ name, definition, roleArn }) => {
      const existing = tables.machine(stateMachineArn(checkName(name)))
      if (existing && existing.definition !== definition) {
        throw new ApiError('StateMachineAlreadyExists', `State Machine Already Exists: '${existing.arn}'`)
      }
      const machine = existing ?? create(name, definition, roleArn)
      return { stateMachineArn: machine.arn, creationDate: wireTime(machine.createdAt) }
    },
  )

  const UpdateStateMachine = operation(
    z.object({
      stateMachineArn: z.string(),
      definition: z.string().optional(),
      roleArn: z.string().optional(),
    }),
    ({ stateMachineArn, definition, roleArn }) => {
      if (definition === undefined && roleArn === undefined) {
        throw new ApiError(
          'MissingRequiredParameter',
          'Either the definition, the role ARN, or both must be specified',
        )
      }
      const machine = update(findMachine(tables, stateMachineArn), definition, roleArn)
      return { updateDate: wireTime(clock.now()), revisionId: String(machine.revision) }
    },
  )

  const DescribeStateMachine = operation(z.object({ stateMachineArn: z.string() }), ({ stateMachineArn }) => {
    const { arn, name, definition, roleArn, createdAt, revision } = findMachine(tables, stateMachineArn)
    return {
      stateMachineArn: arn,
      name,
      status: 'ACTIVE',
      type: 'STANDARD',
      definition,
      roleArn,
      creationDate: wireTime(createdAt),
      revisionId: String(revision),
    }
  })

  return {
    operations: { CreateStateMachine, UpdateStateMachine, DescribeStateMachine },
    deploy(name, definition) {
      const existing = tables.machine(stateMachineArn(name))
      return (existing ? update(existing, definition) : create(name, definition, localRole)).arn
    },
  }
}

export function findMachine(tables: Tables, arn: string): StateMachine {
  const machine = tables.machine(checkArn('stateMachine', arn))
  if (!machine) throw new ApiError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`)
  return machine
}
