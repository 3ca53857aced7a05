import type {Beat} from '../beats.js'
import type {Scenario} from '../scenario.js'
import type {FunctionScene} from '../scenes.js'
import {handlerSays, resourceIs, rollsBack, updateBegins, updateRolledBack} from '../write/beats.js'
import {CLIENT, deployed, executing, FUNCTION, resource, vastStack} from './vast.js'

const STATES = 'https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html'
const CODES = 'https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html'
const REPOSITORY = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/vast-dev/client'

const before: FunctionScene = {
  name: CLIENT,
  state: 'Active',
  lastUpdateStatus: 'Successful',
  imageUri: `${REPOSITORY}@sha256:${'7'.repeat(64)}`,
  resolvedImageUri: `${REPOSITORY}@sha256:${'7'.repeat(64)}`,
}

/** The sentence: https://github.com/aws-solutions-library-samples/accelerated-intelligent-document-processing-on-aws/pull/524 */
export const lambdaImageAccessDenied = failing({
  name: 'lambda-image-access-denied',
  summary: 'Lambda may not read the image of the new client; the update is rolled back.',
  sources: [STATES, CODES, 'https://docs.aws.amazon.com/lambda/latest/dg/images-create.html'],
  reason: 'The function does not have permission to access the specified image.',
  code: 'ImageAccessDenied',
})

export const lambdaInitError = failing({
  name: 'lambda-init-error',
  summary: 'The new client ends while Lambda initialises it; the update is rolled back.',
  sources: [STATES, CODES, 'https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-images.html'],
  reason: 'Error: fork/exec /usr/bin/python3: no such file or directory Runtime.InvalidEntrypoint',
  code: 'FunctionError',
})

interface Failing extends Pick<Scenario, 'name' | 'summary' | 'sources'> {
  readonly reason: string
  readonly code: string
}

function failing({reason, code, ...about}: Failing): Scenario {
  const of = (at: number, move: Partial<FunctionScene>): Beat => ({
    at,
    do: 'function',
    function: {name: CLIENT, ...move},
  })
  const image = `${REPOSITORY}@sha256:${'8'.repeat(64)}`
  return {
    ...about,
    watch: 'aws-stack vast:deploy --local --part client',
    stacks: [vastStack('client', {status: 'CREATE_COMPLETE', resources: [resource(FUNCTION, CLIENT)]})],
    functions: [before],
    logs: [{group: `/aws/lambda/${CLIENT}`, stream: '2026/11/21/[$LATEST]8f0c2a4e6b8d4f0a9c1e3b5d7f902468'}],
    plays: [
      {
        on: executing(CLIENT),
        beats: [
          updateBegins,
          resourceIs(2_000, FUNCTION, 'UPDATE_IN_PROGRESS'),
          of(4_000, {lastUpdateStatus: 'InProgress', imageUri: image, resolvedImageUri: image}),
          of(20_000, {lastUpdateStatus: 'Failed', lastUpdateStatusReason: reason, lastUpdateStatusReasonCode: code}),
          {
            at: 20_000,
            do: 'log',
            group: `/aws/lambda/${CLIENT}`,
            stream: '2026/11/21/[$LATEST]8f0c2a4e6b8d4f0a9c1e3b5d7f902468',
            message: `INIT_REPORT Init Duration: 12.34 ms Phase: init Status: error Error Type: ${code}`,
          },
          resourceIs(21_000, FUNCTION, 'UPDATE_FAILED', {reason: handlerSays(reason, 'NotStabilized')}),
          rollsBack(22_000, [FUNCTION[0]], 'update'),
          resourceIs(24_000, FUNCTION, 'UPDATE_IN_PROGRESS'),
          {
            at: 40_000,
            do: 'function',
            function: {...before, lastUpdateStatusReason: '', lastUpdateStatusReasonCode: ''},
          },
          resourceIs(41_000, FUNCTION, 'UPDATE_COMPLETE'),
          ...updateRolledBack(42_000),
        ],
      },
    ],
    ending: {
      after: deployed(CLIENT),
      stacks: {[CLIENT]: 'UPDATE_ROLLBACK_COMPLETE'},
      functions: {[CLIENT]: 'Successful'},
    },
  }
}
