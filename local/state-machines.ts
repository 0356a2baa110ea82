// Why: the laptop runs the state machines of serverless.yml from the ASL that is deployed, with local functions in it.
import * as z from 'zod'
import type { LocalNames } from './resources.ts'
import type { StepFunctions } from './step-functions/index.ts'

const StateMachine = z.looseObject({
  DefinitionString: z.string(),
  DefinitionSubstitutions: z.record(z.string(), z.unknown()).default({}),
})

/** Deploys every `AWS::StepFunctions::StateMachine`; executions that run keep the definition they began with. */
export function deployStateMachines(names: LocalNames, stepFunctions: StepFunctions): void {
  for (const { properties } of names.ofType('AWS::StepFunctions::StateMachine')) {
    const { DefinitionString, DefinitionSubstitutions } = StateMachine.parse(properties)
    const definition = DefinitionString.replace(/\$\{(?<name>\w+)\}/g, (placeholder, name: string) =>
      name in DefinitionSubstitutions ? String(names.resolve(DefinitionSubstitutions[name])) : placeholder,
    )
    stepFunctions.deploy(String(names.resolve(properties['StateMachineName'])), definition)
  }
}
