import {resolve} from 'node:path'

import {type Context, createGitHub, type GitHub, type SetupGitHubInput} from '@aws-stack/core'
import {findApps, listOf, openApp, type OpenAppOptions} from '@aws-stack/kit'
import {templatePath} from '@aws-stack/templates'

import {chooseApps} from './choose-apps.js'

/** As the flags of the command are parsed. */
export interface SetupFlags {
  readonly repo: string
  readonly 'repo-id'?: string | undefined
  readonly 'owner-id'?: string | undefined
  readonly environment?: string | undefined
  readonly branch?: string | undefined
  readonly app?: string | string[] | undefined
  readonly issuer: string
  readonly action: string
  readonly workflow: string
  readonly 'no-workflow': boolean
  readonly 'github-api': string
  readonly yes: boolean
  readonly force: boolean
  readonly 'dry-run': boolean
}

export interface OpenedSetup {
  readonly input: SetupGitHubInput
  readonly github: GitHub
  readonly ctx: Context
}

type Plugins = Parameters<typeof findApps>[0]

/** The chosen apps with the settings of this project, which say what there is to be allowed, and whom to ask. */
export async function openSetup(flags: SetupFlags, plugins: Plugins, access: OpenAppOptions): Promise<OpenedSetup> {
  const {chosen, others} = chooseApps(await findApps(plugins), listOf(flags.app))
  const apps = []
  let ctx: Context | undefined
  for (const app of chosen) {
    const opened = await openApp(app, access)
    apps.push({app, settings: opened.settings})
    ctx ??= opened.ctx
  }
  const {environment, cwd, signal, secrets} = access
  const token = environment['GITHUB_TOKEN'] ?? environment['GH_TOKEN']
  if (token) secrets.add(token)
  const {workflow: name, issuer, action, yes, force} = flags
  const input = {
    repo: flags.repo,
    repoId: flags['repo-id'],
    ownerId: flags['owner-id'],
    environment: flags.environment,
    branch: flags.branch,
    issuer,
    apps,
    others,
    templates: {roles: templatePath('github/roles.yaml'), access: templatePath('github/access.yaml')},
    workflow: flags['no-workflow'] ? undefined : {name, file: resolve(cwd, name)},
    action,
    yes,
    force,
    dryRun: flags['dry-run'],
  }
  return {input, github: createGitHub({api: flags['github-api'], token, signal}), ctx: ctx as Context}
}
