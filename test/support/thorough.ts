// How much a test tries: enough for every change in `npm test`, all there is in `npm run test:thorough`.
const thorough = process.env['CLAW_THOROUGH'] === '1'

/** `quick` in `npm test`, `all` when there is time. */
export const enough = <T>(quick: T, all: T): T => (thorough ? all : quick)
