// The blocks of a message as the HTML that the page would show, in a workspace of one person and one channel.
import type { KnownBlock } from '@slack/types'
import { renderToStaticMarkup } from 'react-dom/server'
import { Blocks } from '../blocks/blocks.tsx'
import { DirectoryProvider } from '../data/directory.tsx'
import type { Workspace } from '../data/shapes.ts'
import { HostProvider } from '../elements/host.tsx'

const workspace: Workspace = {
  team: { name: 'Claw' },
  now: '2026-11-21T12:00:00.000Z',
  bot: { id: 'UCLAWBOT', name: 'claw' },
  people: [{ id: 'UPRODUCT', name: 'Product owner', roles: ['product'] }],
  channels: [{ id: 'COPS', name: 'claw-ops', purpose: '' }],
}

export const renderBlocks = (blocks: KnownBlock[]): string =>
  renderToStaticMarkup(
    <DirectoryProvider workspace={workspace} me="UPRODUCT">
      <HostProvider user="UPRODUCT" place={{ channel: 'COPS', ts: '1.0' }} blocks={blocks}>
        <Blocks blocks={blocks} />
      </HostProvider>
    </DirectoryProvider>,
  )
