import type {
  ConfigDeployResult,
  ConfigHistoryResult,
  ConfigListResult,
  ConfigPruneResult,
  ConfigRevertResult,
  ConfigsPlan,
} from '@aws-stack/core'

import {paint} from '../paint.js'
import {formatConfigPlans, formatConfigStatuses, formatDeployedConfigs} from './configs.js'
import {count} from './count.js'
import {duration} from './duration.js'
import {rangesOf} from './ranges.js'
import {table} from './table.js'

interface Place {
  readonly application: string
  readonly stage: string
  readonly region: string
}

function title({application, stage, region}: Place): string {
  return paint.title(`${application}, stage ${stage}, ${region}`)
}

export function formatConfigsPlan(plan: ConfigsPlan): string {
  const moving = plan.configs.filter(({action}) => action === 'release').length
  const sum = moving > 0 ? `plan: ${count(moving, 'config')} to release` : 'plan: nothing to release'
  return [title(plan), ...formatConfigPlans(plan.configs), '', sum].join('\n')
}

export function formatConfigDeploy(result: ConfigDeployResult): string {
  const {changed, configs, skipped, durationMs} = result
  const outcome = changed ? paint.added('released') : 'nothing to release'
  return [
    `${title(result)}: ${outcome} (${duration(durationMs)})`,
    ...formatDeployedConfigs(configs),
    ...skipped.map((profile) => `  ${paint.changed('-')} ${profile}  ${paint.changed('there is no such profile')}`),
  ].join('\n')
}

const REVERTED = {reverts: 'AppConfig took the deployment back', deploys: 'deployed once more'}

export function formatConfigRevert(result: ConfigRevertResult): string {
  const {profile, environments, durationMs} = result
  const rows = environments.map(({environment, from, version, how, deployment}) => [
    environment,
    `version ${from} → ${version}`,
    REVERTED[how],
    paint.quiet(`deployment ${deployment}`),
  ])
  return [`${title(result)}: ${profile} reverted (${duration(durationMs)})`, '', ...table(rows, 2)].join('\n')
}

export function formatConfigList(result: ConfigListResult): string {
  if (result.configs.length === 0) return `${title(result)}: there are no profiles`
  return [title(result), '', ...formatConfigStatuses(result.configs)].join('\n')
}

export function formatConfigHistory(result: ConfigHistoryResult): string {
  const {profile, versions, deployments, truncated} = result
  const versionRows = versions.map(({version, live, deployedAt = '', by = '', commit = ''}) => [
    String(version),
    live.length > 0 ? paint.added(`runs in ${live.join(', ')}`) : '',
    deployedAt,
    by,
    commit,
  ])
  const deploymentRows = deployments.map((one) => [
    `${one.environment} ${one.deployment}`,
    `version ${one.version}`,
    one.state === 'COMPLETE' ? one.state : paint.changed(one.state),
    one.startedAt ?? '',
    [one.by, one.commit].filter(Boolean).join(' '),
    one.reason ?? '',
  ])
  return [
    `${title(result)}: ${profile}`,
    ...(versionRows.length > 0 ? ['', 'versions', ...table(versionRows, 2)] : ['', 'it has no versions']),
    ...(deploymentRows.length > 0 ? ['', 'deployments', ...table(deploymentRows, 2)] : []),
    ...(truncated ? ['', paint.quiet('there are more: --limit')] : []),
  ].join('\n')
}

export function formatConfigPrune(result: ConfigPruneResult): string {
  const {changed, profiles, durationMs} = result
  if (!changed) return `${title(result)}: nothing is old enough to delete`
  const rows = profiles.map(({profile, deleted, kept}) => [
    profile,
    `deleted ${rangesOf(deleted)}`,
    paint.quiet(`${count(kept, 'version')} kept`),
  ])
  return [`${title(result)}: old versions deleted (${duration(durationMs)})`, '', ...table(rows, 2)].join('\n')
}
