import {checkGitHub, type GitHubCheckResult, type GitHubSetupResult, setupGitHub} from '@aws-stack/core'
import {StackCommand} from '@aws-stack/kit'

import {formatGitHubCheck} from '../../format/github-check.js'
import {formatGitHubSetup} from '../../format/github-setup.js'
import {openSetup} from '../../github/open-setup.js'
import {setupFlags} from '../../github/setup-flags.js'

/** As for `doctor`: nothing has failed, something is not as it has to be. */
const FINDINGS = 2

export default class GitHubSetup extends StackCommand {
  static override summary = 'Let the jobs of a GitHub repository into the account, without keys.'

  static override description = `Deploys a provider for GitHub's tokens, unless the account has one, and two roles: one that plans, for pull requests, and one that deploys, \
for the default branch or an environment. They may do what the apps' commands need and nothing else. Writes the workflow file last. \
Costs nothing; the stacks that it names take everything away again when they are deleted, but for the provider.`

  static override examples = [
    {
      description: 'For the default branch.',
      command: '<%= config.bin %> <%= command.id %> --repo acme/tools',
    },
    {
      description: 'For the stage prod, through an environment with its approvals.',
      command: '<%= config.bin %> <%= command.id %> --repo acme/tools --stage prod --environment prod',
    },
    {
      description: 'See in CI whether it still fits.',
      command: '<%= config.bin %> <%= command.id %> --repo acme/tools --check --json',
    },
  ]

  static override flags = setupFlags

  async run(): Promise<GitHubSetupResult | GitHubCheckResult> {
    const parsed = await this.parse(GitHubSetup)
    const {input, github, ctx} = await openSetup(parsed.flags, this.config.getPluginsList(), this.access(parsed))

    if (!parsed.flags.check) return this.show(await setupGitHub(input, github, ctx), formatGitHubSetup)

    const result = await checkGitHub(input, github, ctx)
    if (!result.ok) process.exitCode = FINDINGS
    return this.show(result, formatGitHubCheck)
  }
}
