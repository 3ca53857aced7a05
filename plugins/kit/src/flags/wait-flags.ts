import * as Flags from '@oclif/core/flags'

/** Durations are read by `toMs`: what a flag's own parser throws, oclif words anew. */
export const timeoutFlag = {
  timeout: Flags.string({
    summary: 'Leave after this time with exit code 6; what runs at AWS goes on.',
    env: 'AWS_STACK_TIMEOUT',
    helpValue: '30m',
    helpGroup: 'time',
  }),
}

/** CloudFormation is the lock: it takes one operation on a stack at a time. */
export const lockFlag = {
  'wait-for-lock': Flags.string({
    summary: 'Wait so long for another operation on the same stack; 0 does not wait.',
    env: 'AWS_STACK_WAIT_FOR_LOCK',
    default: '10m',
    helpValue: '10m',
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
