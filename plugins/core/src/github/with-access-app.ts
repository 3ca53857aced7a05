import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import type {AppDefinition} from '../app.js'
import {StackError} from '../errors.js'
import type {Settings} from '../settings.js'
import {composeAccess, composeRoles} from './compose-templates.js'
import {issuerHost} from './github-access.js'
import {accessPart, type GitHubConfig, githubApp} from './github-app.js'
import type {PreparedAccess} from './prepare-access.js'

export interface AccessFiles {
  /** `roles.yaml` and `access.yaml`. */
  readonly templates: {readonly roles: string; readonly access: string}
  /** Apps that could have been chosen and were not: what they were allowed is taken away. */
  readonly others: readonly string[]
}

/** The app whose templates hold these policies. Their files last as long as `work`. */
export async function withAccessApp<Result>(
  prepared: PreparedAccess,
  {templates, others}: AccessFiles,
  work: (app: AppDefinition<GitHubConfig>, settings: Settings<GitHubConfig>) => Promise<Result>,
): Promise<Result> {
  const {access, place, policies, provider, ownProvider} = prepared
  const folder = await mkdtemp(join(tmpdir(), 'aws-stack-github-'))
  try {
    const keep = async (name: string, text: string) => {
      const file = join(folder, `${name}.json`)
      await writeFile(file, text)
      return file
    }
    const [rolesText, accessText] = await Promise.all([
      readFile(templates.roles, 'utf8'),
      readFile(templates.access, 'utf8'),
    ])
    const composed = composeRoles(rolesText, access)
    const roles = composed === rolesText ? templates.roles : await keep('roles', composed)
    const files = Object.entries(policies).map(async ([app, own]) => [
      app,
      await keep(app, composeAccess(accessText, own)),
    ])
    const chosen = Object.fromEntries(await Promise.all(files)) as Record<string, string>
    const left = Object.fromEntries(others.map((app) => [app, templates.access]))
    const isOwn = ownProvider?.endsWith(`/${issuerHost(access)}`) ?? false
    const settings = {
      ...place,
      config: {
        // A stack that made the provider keeps it: given its ARN, it would let it go.
        providerArn: isOwn ? '' : (provider?.arn ?? ''),
        apps: Object.keys(policies).map((app) => accessPart(app, access)),
      },
    }
    return await work(githubApp(access, {roles, access: {...chosen, ...left}}), settings)
  } catch (error) {
    throw asSetup(error)
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

/** The engine suggests what every app has; here one command does it all, and once more is waiting for what goes on. */
function asSetup(error: unknown): unknown {
  if (!StackError.is(error)) return error
  const {code, message, blame, details, cause, ref} = error
  const suggestions = error.suggestions.map((next) =>
    next.replace(/^aws-stack github:(?:deploy|[a-z:]+(?: .*)?$)/, 'aws-stack github:setup'),
  )
  return new StackError(code, message, {
    blame,
    details,
    cause,
    ...(ref !== undefined && {ref}),
    suggestions: [...new Set(suggestions)],
  })
}
