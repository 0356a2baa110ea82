// Why: what waits, and where: every run of a state machine, the running ones first.
import { useLoaded } from '../data/load.ts'
import type { Execution } from '../data/shapes.ts'

export function Executions() {
  const { data, error } = useLoaded<Execution[]>(
    '/_local/executions',
    ({ type }) => type === 'executions' || type === 'clock' || type === 'channel',
  )
  const rows = [...(data ?? [])].sort(
    (a, b) => Number(b.status === 'RUNNING') - Number(a.status === 'RUNNING'),
  )
  return (
    <div className="page" data-testid="executions">
      {error ? (
        <p className="banner" role="alert">
          {error}
        </p>
      ) : null}
      {data || error ? null : <p className="empty">Loading…</p>}
      {data?.length === 0 ? (
        <p className="empty">
          No workflow has run yet. One starts when an agent asks for something that needs people.
        </p>
      ) : null}
      {rows.length > 0 ? (
        <div className="table-scroll">
          <table>
            <caption>Workflows: the running ones first</caption>
            <thead>
              <tr>
                <th scope="col">Status</th>
                <th scope="col">Workflow</th>
                <th scope="col">State</th>
                <th scope="col">Name</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((execution) => (
                <tr key={`${execution.stateMachine}/${execution.name}`}>
                  <td>
                    <span className={`status status-${execution.status.toLowerCase()}`}>
                      {words(execution.status)}
                    </span>
                  </td>
                  <td>{shortName(execution.stateMachine)}</td>
                  <td>{execution.state ?? '—'}</td>
                  <td>
                    <code>{execution.name}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </div>
  )
}

/** Every state machine's name begins with the service and the stage; here that says nothing. */
const shortName = (stateMachine: string) => stateMachine.replace(/^claw-control-[^-]+-/, '')

const words = (status: string) => status.charAt(0) + status.slice(1).toLowerCase().replaceAll('_', ' ')
