// RFC 9457 problem details: what went wrong, where, and what to do next, without a hint of anything secret.

export type Status = 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503

const titles: Record<Status, string> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict',
  413: 'Content too large',
  422: 'Unprocessable content',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Service unavailable',
}

export interface FieldProblem {
  /** Where in the request, as in `params.to.3`. */
  field: string
  message: string
}

interface Details {
  errors?: FieldProblem[]
  retryAfterSeconds?: number
}

/** Thrown anywhere in a handler; the HTTP edge turns it into its answer. */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: Status
  readonly details: Details

  constructor(status: Status, detail: string, details: Details = {}) {
    super(detail)
    this.status = status
    this.details = details
  }
}

/** A 400 that names every field it objects to; the first also stands in the sentence. */
export const invalid = (errors: FieldProblem[]): Problem =>
  new Problem(
    400,
    errors.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('; '),
    {
      errors,
    },
  )

export const toResponse = ({ status, message, details }: Problem, requestId: string) => ({
  statusCode: status,
  headers: {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...(details.retryAfterSeconds ? { 'retry-after': String(details.retryAfterSeconds) } : {}),
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
  },
  body: JSON.stringify({
    type: 'about:blank',
    title: titles[status],
    status,
    detail: message,
    ...(details.errors ? { errors: details.errors } : {}),
    requestId,
  }),
})
