// Why: reactions are one way to talk to the bot (a pin, a note), so people can add theirs.
import { useState } from 'react'
import { useDirectory } from '../data/directory.tsx'
import { postJson, sentenceOf } from '../data/http.ts'
import type { ChatMessage } from '../data/shapes.ts'
import { Emoji } from '../text/text.tsx'

export function Reactions({ message, channel }: { message: ChatMessage; channel: string }) {
  const { me, userName } = useDirectory()
  const [error, setError] = useState<string>()
  const reactions = message.reactions ?? []
  if (reactions.length === 0) return null
  const react = (name: string) => {
    setError(undefined)
    postJson('/_local/reactions', { user: me, channel, ts: message.ts, name }).catch((e) =>
      setError(sentenceOf(e)),
    )
  }
  return (
    <div className="reactions">
      {reactions.map(({ name, users }) => (
        <button
          key={name}
          type="button"
          className={users.includes(me) ? 'reaction reaction-mine' : 'reaction'}
          title={users.map((id) => userName(id) ?? id).join(', ')}
          disabled={users.includes(me)}
          onClick={() => react(name)}
        >
          <Emoji name={name} /> {users.length}
        </button>
      ))}
      {error ? (
        <span className="error" role="alert">
          {error}
        </span>
      ) : null}
    </div>
  )
}
