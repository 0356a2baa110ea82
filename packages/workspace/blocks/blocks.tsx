// Why: one block after the other. Text that an agent may have written is rendered here, by us, as text; the library
// shows the blocks that have nothing but layout to them.

import type { ContainerBlock, KnownBlock } from '@slack/types'
import { PlainText } from '../text/text.tsx'
import { ActionsView } from './actions.tsx'
import { ContextView } from './context.tsx'
import { ImageView } from './image.tsx'
import { InputView } from './input.tsx'
import { LibraryBlock } from './library-block.tsx'
import { RichTextView } from './rich-text.tsx'
import { SectionView } from './section.tsx'
import { TableView } from './table.tsx'

export function Blocks({ blocks }: { blocks: readonly KnownBlock[] }) {
  return (
    <div className="blocks">
      {blocks.map((block, index) => (
        <BlockView key={block.block_id ?? index} block={block} />
      ))}
    </div>
  )
}

/** Folded until somebody opens it. */
function ContainerView({ block }: { block: ContainerBlock }) {
  const inside = <Blocks blocks={block.child_blocks} />
  const title = <PlainText text={block.title?.text ?? ''} />
  if (!block.is_collapsible)
    return (
      <section className="block-container">
        {title}
        {inside}
      </section>
    )
  return (
    <details className="block-container" open={!block.default_collapsed}>
      <summary>{title}</summary>
      {inside}
    </details>
  )
}

function BlockView({ block }: { block: KnownBlock }) {
  switch (block.type) {
    case 'section':
      return <SectionView block={block} />
    case 'header':
      return (
        <h2 className="block-header">
          <PlainText text={block.text.text} />
        </h2>
      )
    case 'divider':
      return <hr />
    case 'context':
      return <ContextView block={block} />
    case 'actions':
    case 'context_actions':
      return <ActionsView block={block} />
    case 'input':
      return <InputView block={block} />
    case 'rich_text':
      return <RichTextView block={block} />
    case 'image':
      return <ImageView image={block} />
    case 'container':
      return <ContainerView block={block} />
    case 'table':
    case 'data_table':
      return <TableView block={block} />
    default:
      return <LibraryBlock block={block} />
  }
}
