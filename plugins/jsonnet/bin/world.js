import {readFileSync, writeSync} from 'node:fs'

/** What a program has of the world around it. */
export const world = {
  environment: process.env,
  stdin: () => readFileSync(0, 'utf8'),
  stdout: (text) => writeAll(1, text),
  stderr: (text) => writeAll(2, text),
}

/** Writes all, also to a pipe whose reader is slow. */
function writeAll(descriptor, text) {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(descriptor, bytes, at)
    } catch (error) {
      if (error.code === 'EPIPE') process.exit(1)
      if (error.code !== 'EAGAIN') throw error
    }
  }
}
