/** One object of the stream that a build, push or pull answers with. What else it holds depends on the request. */
export interface ProgressMessage {
  readonly id?: string
  readonly status?: string
  readonly stream?: string
  readonly progressDetail?: {readonly current?: number; readonly total?: number}
  readonly aux?: unknown
}

/** What the engine says when it gives up. The HTTP status is 200 by then. */
export class EngineFailure extends Error {
  override readonly name = 'EngineFailure'
}

/**
 * Reads the answer of a build, push or pull, one JSON object a line, and throws `EngineFailure` for an `error` in it.
 * Lines are cut as bytes: a character may be split between two chunks. A line that is no JSON is passed on as text.
 */
export async function* readProgress(stream: AsyncIterable<Uint8Array>): AsyncGenerator<ProgressMessage> {
  for await (const line of linesOf(stream)) {
    const message = toMessage(line)
    const failure = failureOf(message)
    if (failure !== undefined) throw new EngineFailure(failure)
    yield message
  }
}

async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let parts: Uint8Array[] = []
  for await (const chunk of stream) {
    let start = 0
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
      parts.push(chunk.subarray(start, end))
      yield* textOf(parts)
      parts = []
      start = end + 1
    }
    if (start < chunk.length) parts.push(chunk.subarray(start))
  }
  yield* textOf(parts)
}

function textOf(parts: readonly Uint8Array[]): string[] {
  const text = Buffer.concat(parts).toString('utf8').trim()
  return text === '' ? [] : [text]
}

function toMessage(line: string): ProgressMessage {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value === 'object' && value !== null) return value
  } catch {
    // Something between us and the engine wrote this line.
  }
  return {stream: line}
}

function failureOf(message: object): string | undefined {
  const {error, errorDetail} = message as {error?: string; errorDetail?: {message?: string}}
  if (error === undefined && errorDetail === undefined) return undefined
  return errorDetail?.message ?? error ?? 'the engine gave no reason'
}
