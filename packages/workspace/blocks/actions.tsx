// Why: a row of things to press or choose from.
import type { ActionsBlock, ContextActionsBlock } from '@slack/types'
import { Element } from '../elements/element.tsx'
import type { AnyElement } from '../elements/state.ts'

export function ActionsView({ block }: { block: ActionsBlock | ContextActionsBlock }) {
  return (
    <div className="block-actions">
      {(block.elements as unknown as AnyElement[]).map((element, index) => (
        <Element key={element.action_id ?? index} element={element} blockId={block.block_id ?? ''} />
      ))}
    </div>
  )
}
