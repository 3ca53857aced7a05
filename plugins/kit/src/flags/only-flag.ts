import * as Flags from '@oclif/core/flags'

/** Not `--image`: an app may have a setting of that name, as VAST does for its base. */
export const onlyFlag = {
  only: Flags.string({
    summary: 'Only this image; may be repeated.',
    env: 'AWS_STACK_ONLY',
    multiple: true,
    multipleNonGreedy: true,
  }),
}
