// What the emulator needs from whoever runs it, and what it gives: web-standard handlers by method and path.

export interface Clock {
  /** Milliseconds since the epoch; may be virtual. */
  now(): number
}

/** `'GET /things/:id'` → what answers it. */
export type Routes = Record<
  string,
  (request: Request, params: Record<string, string>) => Response | Promise<Response>
>
