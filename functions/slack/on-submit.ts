// A form as our listeners see it when it is sent, and the one way in which its outcome reaches the person who filled it in.
import type { App } from '@slack/bolt'
import * as z from 'zod'
import { noticeView } from '#blocks/shared/notice-view.ts'
import { maskText } from '#domain/sensitive/mask.ts'
import { log } from '#telemetry/log.ts'
import { errorSentence } from './errors.ts'
import { parsedJson } from './parsed-json.ts'
import { ANSWER_MS, END_MS, within } from './time-outs.ts'

const Element = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_user: z.string().nullish(),
  selected_date: z.string().nullish(),
})
type Element = z.infer<typeof Element>

/** A form as it stands, whether it was sent or only changed. */
export const FormPayload = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string(),
    private_metadata: z.string().default(''),
    blocks: z
      .array(
        z.object({
          type: z.string(),
          block_id: z.string().optional(),
          optional: z.boolean().optional(),
        }),
      )
      .default([]),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), Element)) }).default({ values: {} }),
  }),
})

export interface Form {
  user: string
  viewId: string
  /** What the form remembers, as its JSON says. */
  ref: unknown
  /** By block and element, as Slack sends it. */
  values: Record<string, Record<string, Element>>
}

export interface Submission extends Form {
  requestId: string
  /** What was filled in, by the field's name, without secrets; missing and blank are the same. */
  filled: Record<string, string | undefined>
  /** The names of its fields, in order. */
  fields: string[]
}

export const toForm = ({ user, view }: z.infer<typeof FormPayload>): Form => ({
  user: user.id,
  viewId: view.id,
  ref: parsedJson(view.private_metadata),
  values: view.state.values,
})

const answerOf = (elements: Record<string, Element>): string | undefined => {
  const [answer] = Object.values(elements)
  const given =
    (answer?.value && maskText(answer.value)) ??
    answer?.selected_option?.value ??
    answer?.selected_options?.[0]?.value ??
    answer?.selected_user ??
    answer?.selected_date
  return given?.trim() || undefined
}

const inputsOf = ({ view }: z.infer<typeof FormPayload>) =>
  view.blocks.flatMap(({ type, block_id: name, optional }) =>
    type === 'input' && name ? [{ name, optional }] : [],
  )

export type Errors = Record<string, string>
/**
 * What became of it: nothing to say, a sentence about the whole form, sentences at its fields, or what is still to be
 * done once the form has closed.
 */
export type Outcome = undefined | string | Errors | (() => Promise<unknown>)

export interface Sentences {
  /** When it failed on our side. */
  failed: string
  /** When nobody can tell yet: it must not claim that nothing happened. */
  late: string
}

/** Listens for a form. It closes when `work` has nothing to say; otherwise it stays open with what is wrong, where it is wrong. */
export const onSubmit = (
  app: App,
  callbackId: string,
  { failed, late }: Sentences,
  work: (form: Submission) => Promise<Outcome>,
): void => {
  app.view(callbackId, async ({ ack, body, context }) => {
    const began = performance.now()
    const { data, error: odd } = FormPayload.safeParse(body)
    if (!data) {
      log.fault('slack.form-unreadable', odd, { callbackId })
      return ack({ response_action: 'update', view: noticeView(failed) })
    }
    const form = toForm(data)
    const inputs = inputsOf(data)
    const submission: Submission = {
      ...form,
      requestId: String(context['requestId'] ?? form.viewId),
      filled: Object.fromEntries(
        Object.entries(form.values).map(([name, elements]) => [name, answerOf(elements)]),
      ),
      fields: inputs.map(({ name }) => name),
    }
    const outcome = await within<Outcome>(
      ANSWER_MS,
      work(submission).catch((error: unknown) => {
        log.fault('slack.form-failed', error, { callbackId })
        return errorSentence(error, failed)
      }),
      late,
    )
    if (typeof outcome === 'string') {
      // What is about the whole form stands at the last field that has to be filled in.
      const at = inputs.findLast(({ optional }) => !optional) ?? inputs.at(-1)
      return at
        ? ack({ response_action: 'errors', errors: { [at.name]: outcome } })
        : ack({ response_action: 'update', view: noticeView(outcome) })
    }
    if (typeof outcome === 'object') return ack({ response_action: 'errors', errors: outcome })
    await ack()
    // The form closes when this listener ends, so what follows gets the rest of Slack's three seconds.
    if (outcome) await within(Math.max(0, END_MS - (performance.now() - began)), outcome(), undefined)
  })
}
