import * as Flags from '@oclif/core/flags'

/** Flags that mean one thing wherever they are. Each command takes the groups that it has a use for. */
export const outputFlags = {
  json: Flags.boolean({
    default: false,
    summary: 'Print one JSON document instead of text.',
    env: 'AWS_STACK_JSON',
    helpGroup: 'output',
  }),
  verbose: Flags.boolean({
    default: false,
    summary: 'Show build logs and retries too.',
    env: 'AWS_STACK_VERBOSE',
    helpGroup: 'output',
  }),
}

/** Where: stage, account, region. */
export const placeFlags = {
  stage: Flags.string({
    summary: 'Copy of the app in the account.',
    env: 'AWS_STACK_STAGE',
    default: 'dev',
    helpGroup: 'place',
  }),
  region: Flags.string({summary: 'AWS region.', env: 'AWS_STACK_REGION', helpGroup: 'place'}),
  profile: Flags.string({
    summary: "Profile of the AWS SDK's shared configuration.",
    env: 'AWS_STACK_PROFILE',
    helpGroup: 'place',
  }),
  config: Flags.string({
    summary: 'Settings file.',
    env: 'AWS_STACK_CONFIG',
    helpValue: 'aws-stack.yaml',
    helpGroup: 'place',
  }),
  local: Flags.boolean({
    default: false,
    summary: 'Use the local AWS, with sample values for settings that are not given.',
    env: 'AWS_STACK_LOCAL',
    helpGroup: 'place',
  }),
}

/** Of a command that loses nothing for good. */
export const yesFlag = {
  yes: Flags.boolean({default: false, summary: 'Do not ask.', env: 'AWS_STACK_YES'}),
}

export const consentFlags = {
  ...yesFlag,
  force: Flags.boolean({default: false, summary: 'Go on although data will be lost.', env: 'AWS_STACK_FORCE'}),
}

export const partFlag = {
  part: Flags.string({
    summary: 'Only this part; may be repeated.',
    env: 'AWS_STACK_PART',
    multiple: true,
    multipleNonGreedy: true,
  }),
}

/** oclif gives a variable's text for a repeatable flag as one string: `AWS_STACK_PART=network,server`. */
export function listOf(values: string | readonly string[] | undefined): string[] {
  const list = [values ?? []].flat().flatMap((value) => value.split(','))
  return list.map((item) => item.trim()).filter(Boolean)
}

/** As oclif reads a boolean flag's variable. */
export function isSet(value: string | undefined): boolean {
  return ['true', '1', 'yes', 'y'].includes(value?.toLowerCase() ?? '')
}
