// Why: the block types that the bot rarely or never sends are left to slack-blocks-to-jsx, which knows them all.
import type { KnownBlock } from '@slack/types'
import { type Block, Message } from 'slack-blocks-to-jsx'
import { useDirectory } from '../data/directory.tsx'
import { useTheme } from '../shell/theme.ts'

export function LibraryBlock({ block }: { block: KnownBlock }) {
  const { workspace } = useDirectory()
  const theme = useTheme()
  return (
    <Message
      key={theme}
      withoutWrapper
      theme={theme}
      name=""
      logo=""
      blocks={[block as unknown as Block]}
      data={{
        users: workspace.people.map(({ id, name }) => ({ id, name, avatar: '' })),
        channels: workspace.channels,
        user_groups: [],
      }}
    />
  )
}
