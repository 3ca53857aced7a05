import {StackError} from '@aws-stack/core'
import type {Loadable} from '@aws-stack/kit/bin'

import type {Inputs} from './inputs.js'
import {looksOnly, verbOf} from './looks-only.js'

/** A command line with the typed inputs as flags, for each that the command has and the line does not name itself. `fail-on` adds to the line's own. */
export function withInputs(argv: readonly string[], {flags}: Pick<Loadable, 'flags'>, inputs: Inputs): string[] {
  const end = argv.indexOf('--')
  const own = end === -1 ? argv : argv.slice(0, end)
  const isNamed = (flag: string) => own.some((word) => word === `--${flag}` || word.startsWith(`--${flag}=`))
  const added = flagsOf(inputs).flatMap(([flag, ...values]) =>
    flag in flags && (flag === 'fail-on' || !isNamed(flag)) ? [`--${flag}`, ...values] : [],
  )
  return [...own, ...added, ...argv.slice(own.length)]
}

/** A gate that no command of the run knows would hold nothing back, and so it would of one that passes it by and changes something. */
export function refuseIdleGates(commands: readonly Pick<Loadable, 'flags' | 'id'>[], inputs: Inputs): void {
  const gates = (['dry-run', 'fail-on'] as const).filter((gate) =>
    gate === 'dry-run' ? inputs[gate] : inputs[gate].length > 0,
  )
  for (const gate of gates) {
    const idle = commands.find(({id, flags}) => !(gate in flags) && PASSES[gate](id))
    // What only looks is dry by itself.
    if (!idle && (gate === 'dry-run' || commands.some(({flags}) => gate in flags))) continue
    const which = idle?.id ?? commands.map(({id}) => id).join(', ')
    throw new StackError('INPUT_INVALID', `the input ${gate} has no effect on ${which}: there is no --${gate}`, {
      details: {problems: [{input: gate, message: `has no effect on ${which}`}]},
    })
  }
}

/** Commands without the flag that do what the gate is to hold back. */
const PASSES = {
  'dry-run': (id: string) => !looksOnly(id),
  'fail-on': (id: string) => verbOf(id) === 'destroy',
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
