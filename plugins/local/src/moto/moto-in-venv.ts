import {readFile, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import {type Moto, MOTO_VERSION} from './moto.js'
import type {RunProgram} from './run-program.js'

export interface MotoInVenvOptions {
  readonly folder: string
  readonly run: RunProgram
  readonly report: (message: string) => void
  readonly start: (program: string, version: string) => Promise<Moto | string>
}

/** A virtual environment in the data folder, made on first use; the machine's own Python packages are not touched. */
export async function motoInVenv({folder, run, report, start}: MotoInVenvOptions): Promise<Moto | string> {
  const home = join(folder, 'moto')
  const marker = join(home, 'moto-version')
  if ((await readFile(marker, 'utf8').catch(() => '')) !== MOTO_VERSION) {
    report(`installing moto ${MOTO_VERSION} into ${home}`)
    const failure = await install(home, run)
    if (failure) {
      await rm(home, {recursive: true, force: true})
      return failure
    }
    await writeFile(marker, MOTO_VERSION)
  }
  return start(join(home, 'bin', 'moto_server'), MOTO_VERSION)
}

async function install(home: string, run: RunProgram): Promise<string | undefined> {
  const made = await run('python3', ['-m', 'venv', '--clear', home])
  if (!made.ok) return `python3 -m venv failed (on Debian: apt-get install python3-venv): ${lastLine(made.output)}`
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `moto[server]==${MOTO_VERSION}`]
  const installed = await run(join(home, 'bin', 'python3'), pip)
  return installed.ok ? undefined : `pip could not install moto[server]==${MOTO_VERSION}: ${lastLine(installed.output)}`
}

function lastLine(output: string): string {
  return output.trimEnd().split('\n').at(-1) ?? ''
}
