// Why: what this page's agent has asked for, kept across reloads: an approval may come while the page is closed.
import { useCallback, useState } from 'react'
import { remember, remembered } from '../data/remembered.ts'
import type { AgentRequest } from './presets.ts'

export interface Asked {
  id: string
  agent: string
  request: AgentRequest
}

const kept = 6

export function useAsked() {
  const [asked, setAsked] = useState<Asked[]>(() => remembered('asked', []))
  const add = useCallback((entry: Asked) => {
    setAsked((before) => {
      const after = [entry, ...before.filter(({ id }) => id !== entry.id)].slice(0, kept)
      remember('asked', after)
      return after
    })
  }, [])
  return { asked, add }
}
