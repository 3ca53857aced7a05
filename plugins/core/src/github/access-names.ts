import {createHash} from 'node:crypto'

import type {GitHubAccess} from './github-access.js'

/**
 * The repository in the names of stacks: `acme-tools`. Where another repository would have the same, or it is long, a hash of the whole name
 * follows: the stacks of one must never be taken for those of another.
 */
export function slugOf({owner, repository}: Pick<GitHubAccess, 'owner' | 'repository'>): string {
  const whole = `${owner}/${repository}`.toLowerCase()
  const slug = whole.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')
  // An owner without a dash ends at the first one.
  const isClear = /^[a-z0-9]+\/[a-z0-9]+(-[a-z0-9]+)*$/.test(whole)
  return isClear && slug.length <= 33 ? slug : shortened(slug, whole, 33)
}

/** A role's name is the account's, whatever the region, and has 64 letters at most. */
export function roleNamePrefix(stackPrefix: string, region: string): string {
  const whole = `${stackPrefix}-${region}`
  return whole.length <= 57 ? whole : shortened(whole, whole, 57)
}

function shortened(text: string, whole: string, length: number): string {
  const hash = createHash('sha256').update(whole).digest('hex').slice(0, 8)
  return [text.slice(0, length - 9).replace(/-$/, ''), hash].filter(Boolean).join('-')
}
