import type Docker from 'dockerode'
import {PassThrough, type Readable} from 'node:stream'
import {createInterface} from 'node:readline'

import type {OutputLine} from './container-runtime.js'

/** Standard output and error of a container, line by line, from its start to its end. */
export async function* outputLines(docker: Docker, id: string): AsyncIterable<OutputLine> {
  const container = docker.getContainer(id)
  const {Config} = await container.inspect()
  const stream = (await container.logs({follow: true, stdout: true, stderr: true, timestamps: true})) as Readable
  for await (const line of createInterface({
    input: Config.Tty ? stream : together(docker, stream),
    crlfDelay: Infinity,
  })) {
    const space = line.indexOf(' ')
    const timestamp = Date.parse(line.slice(0, space))
    yield Number.isNaN(timestamp) ? {timestamp: Date.now(), message: line} : {timestamp, message: line.slice(space + 1)}
  }
}

/** Without a terminal Docker sends both as frames of one stream. */
function together(docker: Docker, stream: Readable): Readable {
  const both = new PassThrough()
  docker.modem.demuxStream(stream, both, both)
  stream.on('end', () => both.end())
  stream.on('error', (error) => both.destroy(error))
  return both
}
