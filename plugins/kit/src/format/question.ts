import type {Question} from '@aws-stack/core'

import {paint} from '../paint.js'
import {oneLine} from '../reporters/harmless.js'
import {count} from './count.js'
import {formatConfigPlans} from './configs.js'
import {formatLosses} from './losses.js'
import {formatPlan} from './plan.js'
import {rangesOf} from './ranges.js'
import {size} from './size.js'
import {table} from './table.js'

const DEEDS = {stop: 'Stop the server', 'stop-all': 'Stop every task', restart: 'Restart the server'}

/** What would happen, then the question itself. */
export function formatQuestion(question: Question): {before: string; question: string} {
  switch (question.type) {
    case 'deploy': {
      const {app, stage, region} = question.plan
      return {before: formatPlan(question.plan), question: `Deploy ${app}, stage ${stage}, in ${region}?`}
    }
    case 'stop':
    case 'stop-all':
    case 'restart': {
      const {type, app, stage, region, losses} = question
      return {
        before: formatLosses(losses).join('\n'),
        question: `${DEEDS[type]} of ${app}, stage ${stage}, in ${region}?`,
      }
    }
    case 'run': {
      const {app, stage, region, losses} = question
      const before = losses.map(({part, reason}) => paint.danger(`${part} ${reason}`)).join('\n')
      return {before, question: `Run a second server of ${app}, stage ${stage}, in ${region}?`}
    }
    case 'restore': {
      const {app, stage, region, snapshot, interrupts} = question
      const {arn, createdAt, bytes} = snapshot
      const of = `${new Date(createdAt).toISOString()}${bytes === undefined ? '' : `, ${size(bytes)}`}`
      const before = [
        `would be put in place: ${arn} (${of})`,
        'the present data is renamed and kept; what has come since the snapshot is only there',
        ...(interrupts ? [paint.danger('the server is stopped meanwhile')] : []),
      ]
      return {before: before.join('\n'), question: `Restore ${app}, stage ${stage}, in ${region}?`}
    }
    case 'shards': {
      const {stream, name, before, steps, region} = question
      const way = [before, ...steps].join(', ')
      return {
        before: `in ${count(steps.length, 'step')} of the 10 that Kinesis does in 24 hours: ${way}`,
        question: `Scale ${name} (${stream}) in ${region} from ${before} to ${count(steps.at(-1) ?? before, 'shard')}?`,
      }
    }
    case 'replay': {
      const {app, stage, region, bucket, source, objects, bytes} = question
      return {
        before: paint.changed('whatever is behind the source sees these events once more: duplicates'),
        question: `Replay ${count(objects, 'object')} (${size(bytes)}) of ${bucket} through ${source} of ${app}, stage ${stage}, in ${region}?`,
      }
    }
    case 'config:deploy': {
      const {app, stage, region, application, configs} = question
      const before = formatConfigPlans(configs).filter(Boolean).join('\n')
      return {before, question: `Release to ${application} of ${app}, stage ${stage}, in ${region}?`}
    }
    case 'config:revert': {
      const {application, profile, environments} = question
      const rows = environments.map(({environment, from, to, how}) => [
        environment,
        `version ${from} → ${to}`,
        how === 'reverts' ? 'AppConfig takes the deployment back' : 'the earlier version is deployed once more',
      ])
      return {before: table(rows, 2).join('\n'), question: `Revert ${profile} of ${application}?`}
    }
    case 'config:delete': {
      const {application, profile, versions, environments} = question
      const runs = environments.length > 0 ? paint.danger(`it runs in ${environments.join(', ')}`) : ''
      const what = `the profile ${profile} of ${application} with its ${count(versions, 'version')}`
      return {before: runs, question: `Delete ${what}?`}
    }
    case 'config:gc': {
      const {application, profiles} = question
      const rows = profiles.map(({profile, versions}) => [paint.removed('-'), profile, rangesOf(versions)])
      const versions = profiles.flatMap((one) => one.versions).length
      return {
        before: ['would be deleted for good', ...table(rows, 2)].join('\n'),
        question: `Delete ${count(versions, 'version')} of ${count(profiles.length, 'profile')} of ${application}?`,
      }
    }
    case 'bucket:delete': {
      const {bucket, keys, prefix, objects, bytes} = question
      const what = prefix === undefined ? keys.map((key) => `  ${paint.removed('-')} ${oneLine(key)}`) : []
      const below = prefix === undefined ? '' : ` below "${oneLine(prefix)}"`
      return {
        before: what.length > 0 ? ['would be deleted for good', ...what].join('\n') : '',
        question: `Delete ${count(objects, 'object')}${below} (${size(bytes)}) of ${bucket}?`,
      }
    }
    case 'destroy': {
      const {app, stage, region, stacks, losses} = question
      const before = ['would be deleted, in this order', ...stacks.map((stack) => `  ${paint.removed('-')} ${stack}`)]
      if (losses.length > 0) before.push('', ...formatLosses(losses))
      return {before: before.join('\n'), question: `Destroy ${app}, stage ${stage}, in ${region}?`}
    }
  }
}
