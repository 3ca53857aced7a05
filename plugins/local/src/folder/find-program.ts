import {accessSync, constants} from 'node:fs'
import {delimiter, join} from 'node:path'

/** The file that the shell would run, `undefined` where PATH has none. */
export function findProgram(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  for (const folder of (environment['PATH'] ?? '').split(delimiter)) {
    const file = join(folder, name)
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      continue
    }
  }
  return undefined
}
