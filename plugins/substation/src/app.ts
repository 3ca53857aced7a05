import {defineApp, output, type Platform, type Scope} from '@aws-stack/core'
import {dockerPath} from '@aws-stack/docker'

import {configs} from './configs.js'
import {events} from './events.js'
import {autoscaling} from './parts/autoscaling.js'
import {bootstrap, xray} from './parts/bootstrap.js'
import {buckets} from './parts/buckets.js'
import {functions} from './parts/functions.js'
import {functionGateways, streamGateways} from './parts/gateways.js'
import {queues} from './parts/queues.js'
import {streams} from './parts/streams.js'
import {tables} from './parts/tables.js'
import {topics} from './parts/topics.js'
import {rules} from './rules.js'
import {settings, type SubstationSettings} from './settings.js'

type Asked = Scope<SubstationSettings, undefined>

/** Where upstream's source is, in the local AWS's list of stand-ins. */
const SOURCE = 'brexhq/substation'

const platform = ({config}: Asked): Platform => (config.architecture === 'arm64' ? 'linux/arm64' : 'linux/amd64')

const buildArgs = ({config: {version, architecture}}: Asked) => ({SUBSTATION_VERSION: version, ARCH: architecture})

const baseImages = ({config: {sourceImage}}: Asked) => ({
  ...(sourceImage !== undefined && {SOURCE_IMAGE: {reference: sourceImage}}),
})

/** Substation, event pipelines: functions between streams, buckets, queues and tables, with their configurations in AppConfig. */
export const substation = defineApp<SubstationSettings>({
  name: 'substation',
  title: 'Substation',
  settings,
  rules,
  images: [
    {
      name: 'substation',
      repository: output('bootstrap', 'SubstationRepositoryUri'),
      dockerfile: dockerPath('substation/substation.Dockerfile'),
      context: dockerPath('substation'),
      platform,
      buildArgs,
      baseImages,
    },
    {
      name: 'autoscaling',
      repository: output('bootstrap', 'AutoscalingRepositoryUri'),
      dockerfile: dockerPath('substation/autoscaling.Dockerfile'),
      context: dockerPath('substation'),
      platform,
      buildArgs,
      baseImages,
    },
  ],
  stacks: [bootstrap, xray, autoscaling],
  families: [streams, tables, functions, buckets, queues, topics, functionGateways, streamGateways],
  configs,
  events,
  sample: ({standIns}) => ({...(standIns[SOURCE] && {sourceImage: standIns[SOURCE]})}),
})
