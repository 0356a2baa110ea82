// Why: whoever adds a word finds the others by their names, and a file that is no command misleads them.
import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { commands } from '#functions/slack/registry.ts'

it('each file of commands/ is one word of /claw, and each word is a file', async () => {
  const words = readdirSync('functions/slack/commands').map((file) => file.replace(/\.ts$/, ''))
  expect(words.sort()).toEqual(commands.map(({ name }) => name).sort())
  for (const word of words) {
    const file: Record<string, unknown> = await import(`#functions/slack/commands/${word}.ts`)
    expect(Object.keys(file)).toEqual([word])
  }
})
