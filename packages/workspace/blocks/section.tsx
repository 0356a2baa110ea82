// Why: the block that most of a card is made of: text, fields in two columns, and one thing at its side.
import type { SectionBlock } from '@slack/types'
import { useId } from 'react'
import { Element } from '../elements/element.tsx'
import type { AnyElement } from '../elements/state.ts'
import { keyed, Text } from '../text/text.tsx'
import { Picture } from './image.tsx'

export function SectionView({ block }: { block: SectionBlock }) {
  const textId = useId()
  const { text, fields, accessory } = block
  const isPress =
    accessory?.type === 'button' || accessory?.type === 'workflow_button' || accessory?.type === 'overflow'
  return (
    <div className="block-section">
      <div className="section-main">
        {text ? (
          <div id={textId}>
            <Text text={text} />
          </div>
        ) : null}
        {fields ? (
          <div className="fields">
            {keyed(fields, (field) => (
              <div>
                <Text text={field} />
              </div>
            ))}
          </div>
        ) : null}
      </div>
      {accessory?.type === 'image' ? <Picture image={accessory} className="thumbnail" /> : null}
      {accessory && accessory.type !== 'image' ? (
        <Element
          element={accessory as unknown as AnyElement}
          blockId={block.block_id ?? ''}
          labelling={text && !isPress ? { 'aria-labelledby': textId } : {}}
        />
      ) : null}
    </div>
  )
}
