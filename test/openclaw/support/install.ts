// Before the first test: the real OpenClaw is there, and the plugin is built as it would be published.
import { buildPlugin, installOpenclaw } from './openclaw.ts'

export default async (): Promise<void> => {
  await installOpenclaw()
  buildPlugin()
}
