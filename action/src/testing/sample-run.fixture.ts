import type {DeployResult, PlanResult} from '@aws-stack/core'

import {createPlaces} from '../places.js'
import {type CommandRun, createRun, type NodeRun, type Run} from '../run.js'

export const places = createPlaces(
  {
    GITHUB_WORKSPACE: '/work/space',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'acme/pipeline',
    GITHUB_SHA: 'ffac537e6cbbf934b08745a378932722df287a53',
  },
  '/work/space',
)

export const plan: PlanResult = {
  app: 'vast',
  stage: 'dev',
  region: 'eu-west-1',
  changed: true,
  images: [{name: 'server', action: 'build', tag: '0123', bases: []}],
  stacks: [
    {
      part: 'network',
      name: 'vast-dev-network',
      action: 'create',
      changes: [{logicalId: 'Vpc', type: 'AWS::EC2::VPC', action: 'add', properties: []}],
      unknown: {},
    },
  ],
  configs: [],
  losses: [],
}

export const deployed: DeployResult = {
  app: 'vast',
  stage: 'dev',
  region: 'eu-west-1',
  changed: true,
  images: [],
  stacks: [
    {part: 'network', name: 'vast-dev-network', status: 'CREATE_COMPLETE', changed: true, outputs: {VpcId: 'vpc-1'}},
  ],
  configs: [],
  services: [],
  functions: [],
  verified: true,
  suggestions: [],
  durationMs: 65_000,
}

export function nodeRun(more: Partial<NodeRun> = {}): NodeRun {
  return {node: {kind: 'stack', name: 'network'}, state: 'changed', resources: [], ...more}
}

export function commandRun(more: Partial<CommandRun> = {}): CommandRun {
  return {
    id: 'vast:deploy',
    argv: ['--stage', 'dev'],
    startedAt: 0,
    endedAt: 65_000,
    exitCode: 0,
    app: 'vast',
    stage: 'dev',
    region: 'eu-west-1',
    nodes: [],
    warnings: [],
    ...more,
  }
}

export function runOf(...commands: CommandRun[]): Run {
  const run = createRun()
  run.commands.push(...commands)
  return run
}
