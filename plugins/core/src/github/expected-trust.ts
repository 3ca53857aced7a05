import {readFile} from 'node:fs/promises'

import {parseDocument} from 'yaml'

import type {AppDefinition} from '../app.js'
import {scopeOf} from '../scope.js'
import type {Settings} from '../settings.js'
import {toData} from '../template/read-yaml.js'
import type {GitHubConfig} from './github-app.js'

/** The trust that the template gives a role, as IAM takes it: for whom it was changed by hand. */
export async function expectedTrust(
  app: AppDefinition<GitHubConfig>,
  settings: Settings<GitHubConfig>,
  {role, providerArn}: {readonly role: 'PlanRole' | 'DeployRole'; readonly providerArn: string},
): Promise<string> {
  const [stack] = app.stacks
  const given = stack?.parameters?.(scopeOf(app, settings, undefined)) ?? {}
  const text = await readFile(stack?.template ?? '', 'utf8')
  const template = toData(parseDocument(text, {logLevel: 'silent'}).contents) as {
    Resources: Record<string, {Properties: {AssumeRolePolicyDocument: unknown}}>
  }
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve)
    if (typeof value !== 'object' || value === null) return value
    // The only choice in it is whose the provider is.
    if ('Fn::If' in value) return providerArn
    if ('Ref' in value) {
      const named = given[String(value.Ref)]
      return typeof named === 'object' && named.ref === 'list' ? named.of : named
    }
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, resolve(field)]))
  }
  return JSON.stringify(resolve(template.Resources[role]?.Properties.AssumeRolePolicyDocument))
}
