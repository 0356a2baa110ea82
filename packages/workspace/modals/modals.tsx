// Why: the bot's forms, stacked as Slack stacks them: only the top one can be worked with.
import { useEffect, useState } from 'react'
import { useDirectory } from '../data/directory.tsx'
import { useLoaded } from '../data/load.ts'
import type { View } from '../data/shapes.ts'
import { Modal } from './modal.tsx'

export function Modals() {
  const { me } = useDirectory()
  const { data } = useLoaded<{ views: View[] }>(
    `/_local/views?user=${encodeURIComponent(me)}`,
    (change) => change.type === 'views' && change.user === me,
  )
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set())
  const open = (data?.views ?? []).filter(({ id, type }) => type !== 'home' && !dismissed.has(id))
  const top = open.at(-1)

  useEffect(() => {
    document.body.classList.toggle('has-modal', top !== undefined)
  }, [top])

  return open.map((view, index) => (
    <Modal
      key={view.id}
      view={view}
      isTop={view === top}
      depth={index}
      onDismiss={() => setDismissed((before) => new Set([...before, view.id]))}
    />
  ))
}
