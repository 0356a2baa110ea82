// What the page gives to whoever serves it: web-standard handlers by method and path.

/** `'GET /'` → what answers it. */
export type Routes = Record<
  string,
  (request: Request, params: Record<string, string>) => Response | Promise<Response>
>
