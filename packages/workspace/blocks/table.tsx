// Why: a table's first row is its head, and its cells hold text that must stay what it is.
import type { DataTableBlock, TableBlock } from '@slack/types'
import { keyed } from '../text/text.tsx'
import { RichTextView } from './rich-text.tsx'

type Cell = TableBlock['rows'][number][number]

export function TableView({ block }: { block: TableBlock | DataTableBlock }) {
  const [head = [], ...rows] = block.rows
  const alignments = block.type === 'table' ? (block.column_settings ?? []).map((column) => column.align) : []
  const alignment = (column: number) => `align-${alignments[column] ?? 'left'}`
  return (
    <div className="table-scroll">
      <table>
        {block.type === 'data_table' ? <caption>{block.caption}</caption> : null}
        <thead>
          <tr>
            {keyed(head, (cell, column) => (
              <th scope="col" className={alignment(column)}>
                <CellView cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keyed(rows, (row) => (
            <tr>
              {keyed(row, (cell, column) => (
                <td className={alignment(column)}>
                  <CellView cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function CellView({ cell }: { cell: Cell }) {
  if (cell.type === 'rich_text') return <RichTextView block={cell} />
  return cell.text
}
