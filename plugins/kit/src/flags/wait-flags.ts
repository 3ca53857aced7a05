import {StackError} from '@aws-stack/core'
import * as Flags from '@oclif/core/flags'

const UNITS: Readonly<Record<string, number>> = {s: 1_000, m: 60_000, h: 3_600_000}

/** `90s`, `10m`, `1h30m`, `0`: ms. */
const durationFlag = Flags.custom<number>({
  helpValue: '10m',
  parse: async (input, _context, {name}) => {
    const parts = [...input.matchAll(/(\d+)([smh])/g)]
    if (input !== '0' && (parts.length === 0 || parts.map(([part]) => part).join('') !== input)) {
      throw new StackError('USAGE', `--${name} ${input} is no duration, e.g. 90s, 10m or 1h30m`)
    }
    return parts.reduce((sum, [, number, unit = '']) => sum + Number(number) * (UNITS[unit] ?? 0), 0)
  },
})

export const timeoutFlag = {
  timeout: durationFlag({
    summary: 'Leave after this time with exit code 6; what runs at AWS goes on.',
    env: 'AWS_STACK_TIMEOUT',
    helpValue: '30m',
    helpGroup: 'time',
  }),
}

/** CloudFormation is the lock: it takes one operation on a stack at a time. */
export const lockFlag = {
  'wait-for-lock': durationFlag({
    summary: 'Wait so long for another operation on the same stack; 0 does not wait.',
    env: 'AWS_STACK_WAIT_FOR_LOCK',
    default: 600_000,
    defaultHelp: async () => '10m',
    helpGroup: 'time',
  }),
}

export const noWaitFlag = {
  'no-wait': Flags.boolean({
    default: false,
    summary: 'Leave when the last operation has begun.',
    env: 'AWS_STACK_NO_WAIT',
    helpGroup: 'time',
  }),
}
