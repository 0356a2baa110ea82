// Why: lets a person be the agent: ask for something, see what the gate says, and go on once people have decided.
import { useId, useState } from 'react'
import { sentenceOf } from '../data/http.ts'
import { remember, remembered } from '../data/remembered.ts'
import { PressButton } from '../elements/press-button.tsx'
import { Panel } from '../shell/panel.tsx'
import { ActionCard } from './action-card.tsx'
import { Answer } from './answer.tsx'
import { type Asked, useAsked } from './asked.ts'
import { agents, callGate, type GateAnswer } from './gate.ts'
import { type AgentRequest, presetGroups } from './presets.ts'
import { RequestEditor, readDraft } from './request-editor.tsx'
import { type Said, sayDecision } from './words.ts'

const pretty = (request: AgentRequest) => JSON.stringify(request, null, 2)
const firstPreset = presetGroups[0]!.presets[0]!

export function AgentPanel({ onClose }: { onClose: () => void }) {
  const [agent, setAgent] = useState<string>(() => remembered('agent', agents[0].name))
  const [text, setText] = useState(() => pretty(firstPreset.request))
  const [last, setLast] = useState<{ said: Said; answer?: GateAnswer }>()
  const [busy, setBusy] = useState(false)
  const { asked, add } = useAsked()
  const [chosen, setChosen] = useState<string>()
  const followed = asked.find(({ id }) => id === chosen) ?? asked[0]
  const draft = readDraft(text)

  async function ask(dryRun: boolean) {
    if ('problem' in draft) return
    setBusy(true)
    const body = { idempotencyKey: `page-${crypto.randomUUID()}`, ...draft.request }
    await callGate(agent, 'POST', dryRun ? '/v1/actions?dryRun=true' : '/v1/actions', body).then(
      (answer) => {
        setLast({ said: sayDecision(answer, dryRun), answer })
        const id = answer.body['id']
        if (dryRun || answer.status !== 200 || typeof id !== 'string') return
        add({ id, agent, request: draft.request })
        setChosen(id)
      },
      (error) => setLast({ said: { tone: 'bad', headline: 'No answer.', detail: sentenceOf(error) } }),
    )
    setBusy(false)
  }

  const unusable = busy || 'problem' in draft
  return (
    <Panel
      title="Agent"
      subtitle="you play an agent that asks the gate"
      onClose={onClose}
      testId="agent-panel"
    >
      <div className="panel-body">
        <AgentChoice
          agent={agent}
          onChange={(name) => {
            setAgent(name)
            remember('agent', name)
          }}
        />
        <Presets
          text={text}
          onPick={(request) => {
            setText(pretty(request))
            setLast(undefined)
          }}
        />
        <RequestEditor text={text} draft={draft} onChange={setText} />
        <div className="action-steps">
          <PressButton
            className="button button-solid-primary"
            data-testid="ask"
            off={unusable}
            onClick={() => ask(false)}
          >
            Ask the gate
          </PressButton>
          <PressButton className="button" data-testid="dry-run" off={unusable} onClick={() => ask(true)}>
            Dry run
          </PressButton>
        </div>
        {last ? <Answer {...last} testId="gate-answer" /> : null}
        {followed ? <ActionCard key={followed.id} asked={followed} /> : null}
        <Earlier asked={asked.filter((entry) => entry !== followed)} onPick={setChosen} />
      </div>
    </Panel>
  )
}

/** Only one action is followed at a time: a browser holds few connections to one host, and a long poll keeps one. */
function Earlier({ asked, onPick }: { asked: Asked[]; onPick: (id: string) => void }) {
  if (asked.length === 0) return null
  return (
    <fieldset className="presets">
      <legend>Asked before</legend>
      {asked.map(({ id, request }) => (
        <button key={id} type="button" className="chip" title={id} onClick={() => onPick(id)}>
          {request.tool} <small>{id.slice(-6)}</small>
        </button>
      ))}
    </fieldset>
  )
}

function AgentChoice({ agent, onChange }: { agent: string; onChange: (name: string) => void }) {
  const name = useId()
  return (
    <fieldset className="segments">
      <legend>Which agent</legend>
      <div>
        {agents.map((known) => (
          <label key={known.name}>
            <input
              type="radio"
              name={name}
              data-testid={`agent-${known.name}`}
              checked={agent === known.name}
              onChange={() => onChange(known.name)}
            />
            <span>{known.name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Presets({ text, onPick }: { text: string; onPick: (request: AgentRequest) => void }) {
  return presetGroups.map(({ title, presets }) => (
    <fieldset key={title} className="presets">
      <legend>{title}</legend>
      {presets.map(({ id, label, request }) => (
        <button
          key={id}
          type="button"
          className="chip"
          data-testid={`preset-${id}`}
          aria-pressed={text === pretty(request)}
          onClick={() => onPick(request)}
        >
          {label}
        </button>
      ))}
    </fieldset>
  ))
}
