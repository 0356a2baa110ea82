// Time-outs are for machines of a cloud; tests run on any machine, which may be busy, and give everything more time.

/** The time as written, on AWS and with `npm start`; `CLAW_PATIENCE` times as many in tests that rehearse no time-out. */
export const patient = (time: number): number => time * Number(process.env['CLAW_PATIENCE'] ?? 1)
