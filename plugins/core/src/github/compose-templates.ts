import {parseDocument} from 'yaml'

import type {PolicyDocument} from '../policy/policy-result.js'
import {toData} from '../template/read-yaml.js'
import {type GitHubAccess, GITHUB_ISSUER, issuerHost} from './github-access.js'

export interface AccessPolicies {
  readonly plan: readonly PolicyDocument[]
  readonly deploy: readonly PolicyDocument[]
}

type Resources = Record<string, {Properties: Record<string, unknown>}>

/** `access.yaml` with the app's own policies in it: `Plan`, `Plan2` … take the place of its one example for each role. */
export function composeAccess(template: string, {plan, deploy}: AccessPolicies): string {
  const data = read(template)
  const {Plan, Deploy} = data.Resources
  const copies = (name: string, resource: Resources[string] | undefined, documents: readonly PolicyDocument[]) =>
    documents.map((PolicyDocument, index) => [
      index === 0 ? name : `${name}${index + 1}`,
      {...resource, Properties: {...resource?.Properties, PolicyDocument}},
    ])
  const Resources = Object.fromEntries([
    ...copies('Plan', Plan, plan),
    ...copies('Deploy', Deploy, deploy),
  ]) as Resources
  return JSON.stringify({...data, Resources})
}

/** `roles.yaml` for this issuer: its name stands in the condition keys, and AWS reads claims beyond `sub` and `aud` of GitHub's own alone. */
export function composeRoles(template: string, access: GitHubAccess): string {
  if (access.claims && access.issuer === GITHUB_ISSUER) return template
  const own = issuerHost({issuer: GITHUB_ISSUER})
  const left = new Set(access.claims ? [] : [`${own}:repository_id`, `${own}:ref`])
  const rename = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rename)
    if (typeof value !== 'object' || value === null) return value
    const fields = Object.entries(value).filter(([key]) => !left.has(key))
    return Object.fromEntries(
      fields.map(([key, field]) => [
        key.startsWith(`${own}:`) ? issuerHost(access) + key.slice(own.length) : key,
        rename(field),
      ]),
    )
  }
  return JSON.stringify(rename(read(template)))
}

function read(template: string): {readonly Resources: Resources} {
  return toData(parseDocument(template, {logLevel: 'silent'}).contents) as {readonly Resources: Resources}
}
