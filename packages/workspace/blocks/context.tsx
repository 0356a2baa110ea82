// Why: the small print of a card.
import type { ContextBlock } from '@slack/types'
import { keyed, Text } from '../text/text.tsx'
import { Picture } from './image.tsx'

export function ContextView({ block }: { block: ContextBlock }) {
  return (
    <div className="block-context">
      {keyed(block.elements, (element) =>
        element.type === 'image' ? <Picture image={element} className="icon" /> : <Text text={element} />,
      )}
    </div>
  )
}
