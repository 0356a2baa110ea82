// Why: ids are what messages carry and names are what people read; who is looking decides what is shown.
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Workspace } from './shapes.ts'

interface Directory {
  workspace: Workspace
  me: string
  userName(id: string): string | undefined
  channelName(id: string): string | undefined
}

const DirectoryContext = createContext<Directory | undefined>(undefined)

export function DirectoryProvider(props: { workspace: Workspace; me: string; children: ReactNode }) {
  const { workspace, me, children } = props
  const directory = useMemo<Directory>(() => {
    const users = new Map([...workspace.people, workspace.bot].map(({ id, name }) => [id, name]))
    const channels = new Map(workspace.channels.map(({ id, name }) => [id, name]))
    return {
      workspace,
      me,
      userName: (id) => users.get(id) ?? (id === 'USLACKBOT' ? 'Slackbot' : undefined),
      channelName: (id) => channels.get(id),
    }
  }, [workspace, me])
  return <DirectoryContext value={directory}>{children}</DirectoryContext>
}

export function useDirectory(): Directory {
  const directory = useContext(DirectoryContext)
  if (!directory) throw new Error('useDirectory outside of DirectoryProvider')
  return directory
}
