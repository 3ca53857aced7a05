import {readFile} from 'node:fs/promises'

/** The end of a log, for an error message. */
export async function lastLines(file: string, count = 15): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trimEnd().split('\n').slice(-count).join('\n')
  } catch {
    return ''
  }
}
