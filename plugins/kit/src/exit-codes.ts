import {StackError, type StatusResult} from '@aws-stack/core'

/** The one table of exit codes, by error code. Stable: see `docs/errors.md`. */
export const EXIT_CODES: Readonly<Record<string, number>> = {
  // A bug of ours.
  APP_INVALID: 1,

  // Wrong usage or settings, something that is not installed, an image that cannot be built.
  AMBIGUOUS_NAME: 2,
  BASE_IMAGE_MOVING: 2,
  BASE_IMAGE_NOT_FOUND: 2,
  BUILD_FAILED: 2,
  CONFIG_INVALID: 2,
  CONFIG_TOO_LARGE: 2,
  CONTEXT_NOT_READABLE: 2,
  DOCKERFILE_NOT_FOUND: 2,
  DOCKER_UNAVAILABLE: 2,
  EXEC_TOOLS_MISSING: 2,
  GITHUB_IDS_MISSING: 2,
  IMAGE_NOT_SINGLE_PLATFORM: 2,
  INPUT_INVALID: 2,
  JSONNET_FAILED: 2,
  LOCAL_DIFFERS: 2,
  LOCAL_NOT_INSTALLED: 2,
  LOCAL_START_FAILED: 2,
  NO_FILE_SYSTEM: 2,
  NO_SHELL: 2,
  PART_OFF: 2,
  PAYLOAD_TOO_LARGE: 2,
  PLATFORM_MISMATCH: 2,
  PLUGIN_ALTERED: 2,
  PLUGIN_BROKEN: 2,
  PLUGIN_NOT_INSTALLED: 2,
  POLICY_TOO_LONG: 2,
  PROVIDER_AUDIENCE: 2,
  REGION_MISSING: 2,
  SETTINGS_INVALID: 2,
  SETTINGS_NOT_FOUND: 2,
  SOURCE_NOT_READABLE: 2,
  TARGET_NOT_WRITABLE: 2,
  TEMPLATE_INVALID: 2,
  TEMPLATE_TOO_LARGE: 2,
  UNKNOWN_CONFIG: 2,
  UNKNOWN_IMAGE: 2,
  UNKNOWN_PART: 2,
  UNKNOWN_RESOURCE: 2,
  UNKNOWN_SCENARIO: 2,
  USAGE: 2,

  // Not deployed, not found.
  LAYER_NOT_FOUND: 3,
  LOCAL_NOT_RUNNING: 3,
  MAIN_ROUTE_TABLE_NOT_FOUND: 3,
  NOT_DEPLOYED: 3,
  NOT_FOUND: 3,
  NO_LOGS: 3,
  PROFILE_NOT_FOUND: 3,
  PROVIDER_MISSING: 3,
  VPC_NOT_FOUND: 3,

  // Credentials or permission.
  ACCESS_DENIED: 4,
  CREDENTIALS_EXPIRED: 4,
  CREDENTIALS_INVALID: 4,
  CREDENTIALS_MISSING: 4,
  OIDC_NOT_PERMITTED: 4,
  OIDC_UNAVAILABLE: 4,
  REGISTRY_DENIED: 4,
  ROLE_NOT_ASSUMED: 4,
  WRONG_ACCOUNT: 4,

  // AWS refused or failed.
  ANSWER_NOT_READABLE: 5,
  ANSWER_TOO_LARGE: 5,
  AWS_FAILED: 5,
  AWS_REFUSED: 5,
  AWS_THROTTLED: 5,
  AWS_UNREACHABLE: 5,
  CHANGE_SET_FAILED: 5,
  CONFIG_ROLLED_BACK: 5,
  DOWNLOAD_FAILED: 5,
  ENDPOINT_NOT_AWS: 5,
  EXEC_UNAVAILABLE: 5,
  FUNCTION_FAILED: 5,
  IMAGE_NOT_FOUND: 5,
  IMPORT_INCOMPLETE: 5,
  INVOCATION_LOST: 5,
  LAYER_NOT_READABLE: 5,
  PUSH_FAILED: 5,
  REGISTRY_THROTTLED: 5,
  REGISTRY_UNREACHABLE: 5,
  RESTORE_FAILED: 5,
  ROLLOUT_FAILED: 5,
  ROLLOUT_ROLLED_BACK: 5,
  SERVER_FAILED: 5,
  SESSION_GARBLED: 5,
  SESSION_LOST: 5,
  SESSION_REFUSED: 5,
  SESSION_UNREACHABLE: 5,
  SNAPSHOT_FAILED: 5,
  STACK_FAILED: 5,
  STACK_STATE: 5,
  STOP_INCOMPLETE: 5,
  TASK_FAILED: 5,
  TASK_REFUSED: 5,
  WRONG_IMAGE: 5,

  TIMED_OUT: 6,

  // Somebody else is at work, or was faster.
  BUSY: 7,
  ROLLOUT_SUPERSEDED: 7,

  SCALED_TO_ZERO: 8,

  // A command needs a running server, and none runs.
  NO_SERVER: 8,

  // Refused: data would be lost, a change that --fail-on names, the answer was no, or there was nobody to ask.
  CHANGE_REFUSED: 9,
  CONFIG_IN_USE: 9,
  DATA_LOSS: 9,
  DECLINED: 9,
  FILE_EXISTS: 9,
  NO_TERMINAL: 9,
  PART_IN_USE: 9,
  STACK_NOT_OURS: 9,

  // By the signal in its details, see below.
  CANCELLED: 130,
}

/** `plan --exit-code`: there are changes. */
export const CHANGES = 10

/** `status --exit-code`: 8 where no server runs, 5 where AWS did not let us look. */
export function statusExitCode({server}: StatusResult): number {
  if (server?.state === 'running') return 0
  return server?.state === 'unknown' ? 5 : 8
}

/** A code that the table does not have, and every error that is no `StackError`, is a bug of ours. */
export function exitCodeOf(error: unknown): number {
  if (!StackError.is(error)) return 1
  if (error.code === 'CANCELLED' && error.details['signal'] === 'SIGTERM') return 143
  // A plugin may bring a newer table than this, which has written its own into the error.
  return EXIT_CODES[error.code] ?? (error as {exitCode?: number}).exitCode ?? 1
}
