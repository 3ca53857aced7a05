import assert from 'node:assert/strict'

import {eraOf, firstRelease, handlerOf, type Invoker} from './era.js'

const INVOKERS: readonly Invoker[] = ['gateway', 'stream', 's3', 's3-sns', 's3-sqs', 'sns', 'sqs', 'lambda', 'called']

/** `-`: it cannot. */
const HANDLERS: Readonly<Record<string, string>> = {
  'v0.3.0': 'GATEWAY KINESIS S3 SNS - - - - -',
  'v0.4.0': 'GATEWAY KINESIS S3 SNS - - SQS - -',
  'v0.5.0': 'AWS_API_GATEWAY AWS_KINESIS AWS_S3 AWS_S3_SNS - AWS_SNS AWS_SQS - -',
  'v0.8.2': 'AWS_API_GATEWAY AWS_KINESIS AWS_S3 AWS_S3_SNS - AWS_SNS AWS_SQS - -',
  'v0.8.3': 'AWS_API_GATEWAY AWS_KINESIS AWS_S3 AWS_S3_SNS - AWS_SNS AWS_SQS AWS_LAMBDA_ASYNC AWS_LAMBDA_SYNC',
  'v0.9.2': 'AWS_API_GATEWAY AWS_KINESIS AWS_S3 AWS_S3_SNS - AWS_SNS AWS_SQS AWS_LAMBDA_ASYNC AWS_LAMBDA_SYNC',
  'v1.0.0': 'AWS_API_GATEWAY AWS_KINESIS_DATA_STREAM AWS_S3 AWS_S3_SNS - AWS_SNS AWS_SQS AWS_LAMBDA AWS_LAMBDA',
  'v2.5.0': 'AWS_API_GATEWAY AWS_KINESIS_DATA_STREAM AWS_S3 AWS_S3_SNS - AWS_SNS AWS_SQS AWS_LAMBDA AWS_LAMBDA',
  'v2.8.0':
    'AWS_API_GATEWAY AWS_KINESIS_DATA_STREAM AWS_S3 AWS_S3_SNS AWS_S3_SQS AWS_SNS AWS_SQS AWS_LAMBDA AWS_LAMBDA',
}

/** configurations, variable of the handler, of the configuration, of the autoscaling, and when it scales up and down. */
const ERAS: Readonly<Record<string, string>> = {
  'v0.1.0': 'v0 SUBSTATION_HANDLER prefetch config 0.5/1 0.15/60',
  'v0.4.0': 'v0 SUBSTATION_HANDLER prefetch config 0.5/1 0.15/60',
  'v0.5.0': 'v0 SUBSTATION_HANDLER prefetch substation 0.75/5 0.25/57',
  'v0.6.0': 'v0 SUBSTATION_HANDLER url substation 0.75/5 0.25/57',
  'v0.9.2': 'v0 SUBSTATION_HANDLER url substation 0.75/5 0.25/57',
  'v1.0.0': 'v1 SUBSTATION_LAMBDA_HANDLER url substation 0.75/5 0.25/57',
  'v1.1.0': 'v1 SUBSTATION_LAMBDA_HANDLER url substation 0.7/5 0.35/60',
  'v1.7.1': 'v1 SUBSTATION_LAMBDA_HANDLER url substation 0.7/5 0.35/60',
  'v2.0.0': 'v2 SUBSTATION_LAMBDA_HANDLER url autoscale 0.7/5 0.35/60',
  'v2.10.0': 'v2 SUBSTATION_LAMBDA_HANDLER url autoscale 0.7/5 0.35/60',
}

describe('a release of Substation', () => {
  for (const [version, names] of Object.entries(HANDLERS)) {
    it(`${version} has its own names of handlers`, () => {
      assert.equal(INVOKERS.map((invoker) => handlerOf(version, invoker) ?? '-').join(' '), names)
    })
  }

  for (const [version, facts] of Object.entries(ERAS)) {
    it(`${version} is set up as its time was`, () => {
      const {configs, handlerVariable, configBy, autoscaling, upscale, downscale} = eraOf(version)

      const alarms = [upscale, downscale].map(({threshold, datapoints}) => `${threshold}/${datapoints}`)
      assert.equal([configs, handlerVariable, configBy, autoscaling, ...alarms].join(' '), facts)
    })
  }

  it('says since when it can be invoked in a way', () => {
    assert.deepEqual(
      INVOKERS.map(firstRelease),
      'v0.1.0 v0.1.0 v0.1.0 v0.1.0 v2.6.0 v0.5.0 v0.4.0 v0.8.3 v0.8.3'.split(' '),
    )
  })
})
