import {Flags, lockFlag, placeFlags, timeoutFlag, yesFlag} from '@aws-stack/kit'
import {GITHUB_ISSUER} from '@aws-stack/core'

export const setupFlags = {
  repo: Flags.string({
    summary: 'Repository whose jobs are let in.',
    env: 'AWS_STACK_REPO',
    helpValue: 'org/name',
    required: true,
  }),
  environment: Flags.string({
    summary: 'Environment of the repository through which deploys go.',
    env: 'AWS_STACK_ENVIRONMENT',
  }),
  branch: Flags.string({
    summary: "Branch that deploys; the repository's default branch unless said.",
    env: 'AWS_STACK_BRANCH',
  }),
  app: Flags.string({
    summary: 'App that the repository deploys; may be repeated. All installed ones unless said.',
    env: 'AWS_STACK_APP',
    multiple: true,
    multipleNonGreedy: true,
  }),
  check: Flags.boolean({
    default: false,
    summary: 'Change nothing: say what is wrong with the set-up, and leave with 2 if something is.',
    env: 'AWS_STACK_CHECK',
  }),
  'dry-run': Flags.boolean({default: false, summary: 'Only plan.', env: 'AWS_STACK_DRY_RUN'}),
  ...yesFlag,
  force: Flags.boolean({
    default: false,
    summary: 'Replace a workflow file that is there and differs.',
    env: 'AWS_STACK_FORCE',
  }),
  workflow: Flags.string({
    summary: 'Workflow file.',
    env: 'AWS_STACK_WORKFLOW',
    default: '.github/workflows/aws-stack.yml',
    helpGroup: 'GitHub',
  }),
  'no-workflow': Flags.boolean({
    default: false,
    summary: 'Leave workflow files alone.',
    env: 'AWS_STACK_NO_WORKFLOW',
    helpGroup: 'GitHub',
  }),
  action: Flags.string({
    summary: 'The action that the workflow runs; a tag is pinned to its commit.',
    env: 'AWS_STACK_ACTION',
    default: 'org/aws-stack-action@v1',
    helpGroup: 'GitHub',
  }),
  'repo-id': Flags.string({
    summary: "The repository's number, where GitHub cannot be asked.",
    env: 'AWS_STACK_REPO_ID',
    helpGroup: 'GitHub',
  }),
  'owner-id': Flags.string({
    summary: "The owner's number, where GitHub cannot be asked.",
    env: 'AWS_STACK_OWNER_ID',
    helpGroup: 'GitHub',
  }),
  'github-api': Flags.string({
    summary: 'Address of the API of GitHub.',
    env: 'GITHUB_API_URL',
    default: 'https://api.github.com',
    helpGroup: 'GitHub',
  }),
  issuer: Flags.string({
    summary: "Who signs the jobs' tokens; https://HOST/_services/token at a server of your own.",
    env: 'AWS_STACK_ISSUER',
    default: GITHUB_ISSUER,
    helpGroup: 'GitHub',
  }),
  ...placeFlags,
  ...timeoutFlag,
  ...lockFlag,
}
