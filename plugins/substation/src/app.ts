import {arch} from 'node:os'

import {appConfigExtension, defineApp, output, type Platform, type Scope} from '@aws-stack/core'
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

/** As the local AWS lists what stands in for them. */
const SOURCE = 'brexhq/substation'
const BASE = 'public.ecr.aws/lambda/provided'
const EXTENSION = 'AWS-AppConfig-Extension'

const platform = ({config}: Asked): Platform => (config.architecture === 'arm64' ? 'linux/arm64' : 'linux/amd64')

/** Upstream's tags begin with a v, and the versions of its Go module do not. */
const buildArgs = ({config: {version}}: Asked) => ({SUBSTATION_VERSION: version.slice(1)})

const baseImages = ({config: {baseImage, sourceImage, architecture}}: Asked) => ({
  BASE_IMAGE: {reference: baseImage ?? `${BASE}:al2023-${architecture}`},
  ...(sourceImage !== undefined && {SOURCE_IMAGE: {reference: sourceImage}}),
})

/** Layers cannot be attached to functions of images: the agent is built in. */
const layers = ({region, config: {extensionLayer, architecture}}: Asked) => [
  {arn: extensionLayer ?? appConfigExtension(region, architecture) ?? '', folder: 'layers', setting: 'extensionLayer'},
]

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
      layers,
    },
    {
      name: 'autoscaling',
      repository: output('bootstrap', 'AutoscalingRepositoryUri'),
      dockerfile: dockerPath('substation/autoscaling.Dockerfile'),
      context: dockerPath('substation'),
      platform,
      buildArgs,
      baseImages,
      layers,
    },
  ],
  stacks: [bootstrap, xray, autoscaling],
  families: [streams, tables, functions, buckets, queues, topics, functionGateways, streamGateways],
  configs,
  events,
  sample: ({standIns}) => ({
    ...(standIns[SOURCE] && {sourceImage: standIns[SOURCE]}),
    ...(standIns[BASE] && {baseImage: standIns[BASE]}),
    ...(standIns[EXTENSION] && {extensionLayer: standIns[EXTENSION]}),
    architecture: arch() === 'arm64' ? 'arm64' : 'x86_64',
  }),
})
