import {execFile} from 'node:child_process'

/** Runs a program to its end. */
export function finished(
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<{code: number; stdout: string; stderr: string}> {
  return new Promise((resolve) => {
    execFile(program, args, {env: environment}, (error, stdout, stderr) =>
      resolve({code: error ? (typeof error.code === 'number' ? error.code : 1) : 0, stdout, stderr}),
    )
  })
}
