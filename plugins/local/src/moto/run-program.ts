import {execFile} from 'node:child_process'

export type RunProgram = (program: string, args: readonly string[]) => Promise<{ok: boolean; output: string}>

/** Runs a program to its end, or to the signal's; not being there is a failure like any other. */
export function createRunProgram(environment: NodeJS.ProcessEnv, signal?: AbortSignal): RunProgram {
  return (program, args) =>
    new Promise((resolve) => {
      execFile(
        program,
        args,
        {env: environment, maxBuffer: 64 * 1024 * 1024, ...(signal && {signal})},
        (error, stdout, stderr) =>
          resolve({ok: !error, output: error ? stderr.trim() || stdout.trim() || error.message : stdout}),
      )
    })
}
