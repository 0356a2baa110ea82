// Why: everyone in the workspace is played by whoever sits at the laptop; this says as whom you look and click.
import { useDirectory } from '../data/directory.tsx'
import { Avatar } from '../messages/avatar.tsx'

export function PersonSwitch({ onPerson }: { onPerson: (id: string) => void }) {
  const { workspace, me } = useDirectory()
  const person = workspace.people.find(({ id }) => id === me)
  return (
    <section className="person" aria-label="Who you are">
      <Avatar id={me} name={person?.name ?? me} small />
      <small id="person-note">
        you are <b>{me}</b>, {rolesInWords(person?.roles ?? [])}
      </small>
      <select
        className="field"
        data-testid="person"
        aria-label="Who you are"
        aria-describedby="person-note"
        value={me}
        onChange={(event) => onPerson(event.target.value)}
      >
        {workspace.people.map(({ id, name, roles, deleted }) => (
          <option key={id} value={id}>
            {`${name} · ${deleted ? 'deactivated' : rolesInWords(roles)}`}
          </option>
        ))}
      </select>
    </section>
  )
}

const rolesInWords = (roles: readonly string[]) => (roles.length > 0 ? roles.join(', ') : 'no role')
