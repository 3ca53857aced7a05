import type {DeployResult} from '@aws-stack/core'
import {cancelledAs, done, duration, reasonOf} from '@aws-stack/kit/hosted'

import {escapeMarkdown, code, markdownTable} from '../markdown.js'
import type {CommandRun, NodeRun} from '../run.js'
import {clip} from './clip.js'

const MOST_ROWS = 500

/** What was done to each image, stack and configuration, and how long each took. Those that were as they should be are one line. */
export function nodesTable({nodes, result}: CommandRun): string {
  const still = nodes.filter(({state}) => state === 'unchanged')
  const moved = nodes.filter(({state}) => state !== 'unchanged')
  const rows = moved
    .slice(0, MOST_ROWS)
    .map((node) => [
      `${node.node.kind} ${short(node.node.name)}`,
      escapeMarkdown(clip(stateOf(node), 300)),
      tookOf(node),
      detailOf(node, (result ?? {}) as Partial<DeployResult>),
    ])
  const more = moved.length - rows.length
  return [
    ...(rows.length > 0 ? [markdownTable(['', 'what happened', 'took', ''], rows, [2])] : []),
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(still.length > 0 ? [`Unchanged: ${listed(still.map(({node}) => `${node.kind} ${short(node.name)}`))}.`] : []),
  ].join('\n\n')
}

function stateOf(node: NodeRun): string {
  const {state, action, message = '', left = false, status = ''} = node
  switch (state) {
    case 'waiting':
      return '○ not begun'
    case 'running':
      return '… under way when the step ended'
    case 'changed':
      return `✓ ${done(action, true)}`
    case 'unchanged':
      return 'unchanged'
    case 'failed':
      return `✗ failed`
    case 'cancelled':
      return left ? '… goes on at AWS' : `✗ ${cancelledAs({left, status})}`
    case 'skipped':
      return `○ not begun: ${reasonOf(message)}`
  }
}

function tookOf({startedAt, endedAt}: NodeRun): string {
  return startedAt === undefined || endedAt === undefined ? '' : duration(endedAt - startedAt)
}

function detailOf({node, build, endedAt, message, state}: NodeRun, result: Partial<DeployResult>): string {
  if (state === 'failed') return short(message ?? '', 300)
  if (node.kind === 'image') {
    const digest = result.images?.find(({name}) => name === node.name)?.digest
    return [
      ...(digest ? [short(digest.slice(0, SHORT_DIGEST))] : []),
      ...(build && build.steps > 0 ? [`${build.cached} of ${build.steps} steps cached`] : []),
      ...(build?.pushedFrom !== undefined && endedAt !== undefined
        ? [`pushed in ${duration(endedAt - build.pushedFrom)}`]
        : []),
    ].join(', ')
  }
  if (node.kind === 'stack') {
    const stack = result.stacks?.find(({part}) => part === node.name)
    return [stack?.name, (stack as {status?: string} | undefined)?.status]
      .flatMap((one) => (one ? [short(one)] : []))
      .join(' ')
  }
  const config = result.configs?.find(({profile}) => profile === node.name)
  const environments =
    config?.environments.filter(({changed}) => changed).map(({environment}) => short(environment)) ?? []
  return config?.version === undefined ? '' : `version ${config.version} to ${environments.slice(0, 10).join(', ')}`
}

/** `sha256:` and twelve digits, as Docker shows it. */
const SHORT_DIGEST = 19

function short(text: string, most = 200): string {
  return code(clip(text, most))
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 50)
  return [...shown, ...(names.length > shown.length ? [`and ${names.length - shown.length} more`] : [])].join(', ')
}
