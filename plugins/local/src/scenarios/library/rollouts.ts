import type {Scenario} from '../scenario.js'
import {resourceIs, updateEnds} from '../write/beats.js'
import {OLD, NEW, BACK, service, DEPLOYMENTS, stage, rolloutBegins, takesOver} from './rollout-beats.js'
import {deployed, executing, SERVER, SERVICE} from './vast.js'

export const rolloutSucceeds: Scenario = {
  name: 'rollout-succeeds',
  summary: 'The new server takes over after two minutes.',
  sources: [DEPLOYMENTS],
  ...stage,
  plays: [
    {
      on: executing(SERVER),
      beats: [
        ...rolloutBegins,
        ...takesOver(110_000, NEW, 8, [OLD]),
        {at: 110_000, do: 'service-deployment', service, deployment: {id: 'sd8', status: 'SUCCESSFUL'}},
        resourceIs(112_000, SERVICE, 'UPDATE_COMPLETE'),
        ...updateEnds(113_000),
      ],
    },
  ],
  ending: {after: deployed(SERVER), stacks: {[SERVER]: 'UPDATE_COMPLETE'}, services: {[SERVER]: 'COMPLETED'}},
}

/** The service is stable and the stack complete, but what runs is not what was deployed. */
export const superseded: Scenario = {
  name: 'superseded',
  summary: "Somebody else deploys revision 9 while ours is rolled out; the stack ends well with another's server.",
  sources: [DEPLOYMENTS],
  ...stage,
  plays: [
    {
      on: executing(SERVER),
      beats: [
        ...rolloutBegins,
        {
          at: 60_000,
          do: 'rollout',
          service,
          deployment: {
            id: BACK,
            taskDefinition: 'vast-dev-server:9',
            desiredCount: 1,
            rolloutState: 'IN_PROGRESS',
            rolloutStateReason: `ECS deployment ${BACK} in progress.`,
          },
          gone: [OLD],
        },
        {
          at: 60_000,
          do: 'service-deployment',
          service,
          deployment: {id: 'sd8', status: 'STOPPED', statusReason: 'A new service deployment has been started.'},
        },
        {
          at: 60_000,
          do: 'service-deployment',
          service,
          deployment: {id: 'sd9', status: 'IN_PROGRESS', targetRevision: '9', sourceRevision: '8'},
        },
        ...takesOver(120_000, BACK, 9, [NEW]),
        {at: 120_000, do: 'service-deployment', service, deployment: {id: 'sd9', status: 'SUCCESSFUL'}},
        resourceIs(122_000, SERVICE, 'UPDATE_COMPLETE'),
        ...updateEnds(123_000),
      ],
    },
  ],
  ending: {after: deployed(SERVER), stacks: {[SERVER]: 'UPDATE_COMPLETE'}, services: {[SERVER]: 'COMPLETED'}},
}

export const scaledToZero: Scenario = {
  name: 'scaled-to-zero',
  summary: 'Somebody scales the service to 0 during the rollout; it ends well without any server.',
  sources: [DEPLOYMENTS, 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html'],
  ...stage,
  plays: [
    {
      on: executing(SERVER),
      beats: [
        ...rolloutBegins,
        {at: 50_000, do: 'rollout', service, desiredCount: 0, deployment: {id: NEW, desiredCount: 0, pendingCount: 0}},
        {
          at: 80_000,
          do: 'rollout',
          service,
          deployment: {
            id: NEW,
            runningCount: 0,
            rolloutState: 'COMPLETED',
            rolloutStateReason: `ECS deployment ${NEW} completed.`,
          },
          gone: [OLD],
          event: `(service ${service}) has reached a steady state.`,
        },
        {at: 80_000, do: 'service-deployment', service, deployment: {id: 'sd8', status: 'SUCCESSFUL'}},
        resourceIs(82_000, SERVICE, 'UPDATE_COMPLETE'),
        ...updateEnds(83_000),
      ],
    },
  ],
  ending: {after: deployed(SERVER), stacks: {[SERVER]: 'UPDATE_COMPLETE'}, services: {[SERVER]: 'COMPLETED'}},
}
