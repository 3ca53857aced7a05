import {StackError} from '../errors.js'
import type {GitHub} from '../ports/github.js'
import type {PinnedAction} from './format-workflow.js'

/**
 * The action by the commit that its tag names now: a tag can be moved, and whoever moves it works in the account. Where GitHub cannot be asked
 * the tag stays, which `--check` says until somebody pins it.
 */
export async function pinAction(named: string, github: GitHub): Promise<PinnedAction> {
  const [, repository = '', ref = ''] = /^([\w.-]+\/[\w.-]+)(?:\/[\w./-]+)?@([\w./-]+)$/.exec(named) ?? []
  if (ref === '') throw new StackError('USAGE', `not an action: ${named}; org/name@v1`)
  if (/^[0-9a-f]{40}$/.test(ref)) return {uses: named}
  const commit = await github.commit(repository, ref)
  return commit === undefined
    ? {uses: named}
    : {uses: `${named.slice(0, named.lastIndexOf('@'))}@${commit}`, version: ref}
}
