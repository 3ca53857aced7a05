import protobuf from 'protobufjs/minimal.js'

/** BuildKit's `StatusResponse` (github.com/moby/buildkit, api/services/control/control.proto), as far as a reader of a build wants it. */
export interface BuildKitTrace {
  readonly vertexes: readonly Vertex[]
  readonly logs: readonly VertexLog[]
}

/** A step of the build. The same one comes again whenever something about it changes. */
export interface Vertex {
  readonly digest: string
  readonly name: string
  readonly cached: boolean
  /** Epoch ms, by the engine's clock. */
  readonly started?: number
  readonly completed?: number
  readonly error: string
}

export interface VertexLog {
  readonly vertex: string
  /** 1: stdout, 2: stderr. */
  readonly stream: number
  readonly bytes: Uint8Array
}

type Reader = protobuf.Reader
type Fields = Readonly<Record<number, (reader: Reader) => void>>

/** Decodes the `aux` of a `moby.buildkit.trace` message. */
export function decodeTrace(base64: string): BuildKitTrace {
  const vertexes: Vertex[] = []
  const logs: VertexLog[] = []
  readMessage(protobuf.Reader.create(Buffer.from(base64, 'base64')), {
    1: (reader) => vertexes.push(readVertex(nested(reader))),
    3: (reader) => logs.push(readLog(nested(reader))),
  })
  return {vertexes, logs}
}

function readVertex(reader: Reader): Vertex {
  const vertex: {-readonly [Key in keyof Vertex]: Vertex[Key]} = {digest: '', name: '', cached: false, error: ''}
  readMessage(reader, {
    1: (field) => (vertex.digest = field.string()),
    3: (field) => (vertex.name = field.string()),
    4: (field) => (vertex.cached = field.bool()),
    5: (field) => (vertex.started = readTimestamp(nested(field))),
    6: (field) => (vertex.completed = readTimestamp(nested(field))),
    7: (field) => (vertex.error = field.string()),
  })
  return vertex
}

function readLog(reader: Reader): VertexLog {
  const log: {-readonly [Key in keyof VertexLog]: VertexLog[Key]} = {vertex: '', stream: 1, bytes: new Uint8Array()}
  readMessage(reader, {
    1: (field) => (log.vertex = field.string()),
    3: (field) => (log.stream = Number(field.int64())),
    4: (field) => (log.bytes = field.bytes()),
  })
  return log
}

function readTimestamp(reader: Reader): number {
  let ms = 0
  readMessage(reader, {
    1: (field) => (ms += Number(field.int64()) * 1000),
    2: (field) => (ms += Math.round(field.int32() / 1e6)),
  })
  return ms
}

/** Fields of a later BuildKit are passed over. */
function readMessage(reader: Reader, fields: Fields): void {
  while (reader.pos < reader.len) {
    const tag = reader.uint32()
    const read = fields[tag >>> 3]
    if (read) read(reader)
    else reader.skipType(tag & 7)
  }
}

function nested(reader: Reader): Reader {
  return protobuf.Reader.create(reader.bytes())
}
