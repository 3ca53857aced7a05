const STATE = 'CloudFormation keeps the state of each stack; there is no state of ours'
const CREDENTIALS = "credentials are the AWS SDK's alone: a profile, SSO, or the environment"
const TERMINAL = 'a terminal is found out by itself: vast:exec needs none with --cmd'
const NO_COUNTERPART = 'there is no counterpart of this plugin'

/** What vast-cloud knew, in one of its designs, and has no setting here. The first that matches. */
const DROPPED: readonly (readonly [RegExp, string])[] = [
  [/^VAST_LAMBDA_IMAGE$/, 'the client is built upon the same base image as the server, and deployed by digest'],
  [/^VAST_CLOUD_REBUILD$/, 'there is no image of the command line to build'],
  [/^TF_API_TOKEN$/, `a secret of Terraform Cloud, which is not used any more: revoke it. ${STATE}`],
  [/^TF_/, STATE],
  [/^AWS_/, CREDENTIALS],
  [/^VAST_?CLOUD_(NOTTY|NO_PTY|CHECK_PTY)$/i, TERMINAL],
  [/^(VAST|TENZIR)_?CLOUD_TRACE$/i, '--verbose shows retries and build logs, --json the stack trace of a bug'],
  [/^VAST_(MISP|CLOUDFLARE|MATCHER|PRO)_/, NO_COUNTERPART],
]

/** Plugins of vast-cloud that are no parts. */
const PLUGINS: Readonly<Record<string, string>> = {
  tests: 'its checks are in the tests of aws-stack',
  integration: 'its checks are in the tests of aws-stack',
  tfcloud: STATE,
  pro: 'name the image in VAST_IMAGE; docker login gives the credentials',
}

export function whyDropped(name: string): string {
  return DROPPED.find(([pattern]) => pattern.test(name))?.[1] ?? 'neither vast-cloud nor aws-stack knows it'
}

export function whyNoPart(plugin: string): string {
  return PLUGINS[plugin] ?? NO_COUNTERPART
}
