// Why: the laptop runs the state machines of serverless.yml from the ASL that is deployed, with local functions in it.
import * as z from 'zod'
import type { StepFunctions } from '#packages/step-functions-emulator/index.ts'
import type { LocalNames } from './resources.ts'

const StateMachine = z.looseObject({
  DefinitionString: z.string(),
  DefinitionSubstitutions: z.record(z.string(), z.unknown()).default({}),
})

/**
 * Deploys every `AWS::StepFunctions::StateMachine`; executions that run keep the definition they began with.
 * One that cannot be deployed is named on stderr and missing, as a function that cannot be imported is.
 */
export function deployStateMachines(names: LocalNames, stepFunctions: StepFunctions): void {
  for (const { logicalId, properties } of names.ofType('AWS::StepFunctions::StateMachine')) {
    try {
      const { DefinitionString, DefinitionSubstitutions } = StateMachine.parse(properties)
      const definition = DefinitionString.replace(/\$\{(?<name>\w+)\}/g, (placeholder, name: string) =>
        name in DefinitionSubstitutions ? String(names.resolve(DefinitionSubstitutions[name])) : placeholder,
      )
      stepFunctions.deploy(String(names.resolve(properties['StateMachineName'])), definition)
    } catch (error) {
      console.error(`${logicalId} cannot run: ${error instanceof Error ? error.message : error}`)
    }
  }
}
