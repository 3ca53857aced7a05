import {StackError} from '@aws-stack/core'
import type {Loadable} from '@aws-stack/kit/bin'

import type {Inputs} from './inputs.js'

/** A command line with the typed inputs as flags, for each that the command has and the line does not name itself. */
export function withInputs(argv: readonly string[], {flags}: Pick<Loadable, 'flags'>, inputs: Inputs): string[] {
  const end = argv.indexOf('--')
  const own = end === -1 ? argv : argv.slice(0, end)
  const isNamed = (flag: string) => own.some((word) => word === `--${flag}` || word.startsWith(`--${flag}=`))
  const added = flagsOf(inputs).flatMap(([flag, ...values]) =>
    flag in flags && !isNamed(flag) ? [`--${flag}`, ...values] : [],
  )
  return [...own, ...added, ...argv.slice(own.length)]
}

/** A gate that no command of the run knows would hold nothing back. */
export function refuseIdleGates(commands: readonly Pick<Loadable, 'flags' | 'id'>[], inputs: Inputs): void {
  const gates = [...(inputs['dry-run'] ? ['dry-run'] : []), ...(inputs['fail-on'].length > 0 ? ['fail-on'] : [])]
  for (const gate of gates) {
    const idle = gate === 'dry-run' ? commands.find(({flags}) => !(gate in flags) && 'yes' in flags) : undefined
    if (!idle && commands.some(({flags}) => gate in flags)) continue
    const which = idle?.id ?? commands.map(({id}) => id).join(', ')
    throw new StackError('INPUT_INVALID', `the input ${gate} has no effect on ${which}: there is no --${gate}`, {
      details: {problems: [{input: gate, message: `has no effect on ${which}`}]},
    })
  }
}

function flagsOf(inputs: Inputs): [flag: string, ...values: string[]][] {
  const {stage, region, timeout, confirm} = inputs
  return [
    ...(stage ? [['stage', stage] as [string, string]] : []),
    ...(region ? [['region', region] as [string, string]] : []),
    ...(timeout ? [['timeout', timeout] as [string, string]] : []),
    ...(confirm ? [['yes'] as [string]] : []),
    ...(inputs['dry-run'] ? [['dry-run'] as [string]] : []),
    ...(inputs['fail-on'].length > 0 ? [['fail-on', inputs['fail-on'].join(',')] as [string, string]] : []),
  ]
}
