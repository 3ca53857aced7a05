import assert from 'node:assert/strict'
import {stripVTControlCharacters} from 'node:util'

import {formatDeployed} from './deployed.js'
import {formatDestroyed} from './destroyed.js'
import {formatImported} from './imported.js'
import {formatRows} from './rows.js'
import {formatBuiltImages, formatImageList} from './images.js'
import {formatOutputs} from './outputs.js'
import {formatStatus} from './status.js'

const place = {app: 'vast', stage: 'dev', region: 'eu-west-1'}
const nothingRuns = {services: [], functions: [], verified: true, suggestions: []}
const plain = stripVTControlCharacters

describe('formatting of results', () => {
  it('prints what is live after a deploy', () => {
    const text = formatDeployed({
      ...place,
      configs: [],
      changed: true,
      images: [
        {
          name: 'server',
          uri: 'host/vast-dev/server@sha256:1',
          digest: 'sha256:1',
          built: true,
          pushed: true,
          bases: [],
        },
      ],
      stacks: [
        {
          part: 'network',
          name: 'vast-dev-network',
          status: 'CREATE_COMPLETE',
          changed: true,
          outputs: {VpcId: 'vpc-1'},
        },
        {part: 'registry', name: 'vast-dev-registry', status: 'CREATE_COMPLETE', changed: false, outputs: {}},
      ],
      services: [],
      functions: [],
      verified: true,
      suggestions: [],
      durationMs: 185_000,
    })

    assert.equal(
      plain(text),
      `vast, stage dev, eu-west-1: deployed (3 min 05 s)

images
  server  built and pushed  host/vast-dev/server@sha256:1

stacks
  network   changed    CREATE_COMPLETE  vast-dev-network
  registry  unchanged  CREATE_COMPLETE  vast-dev-registry

outputs
  network  VpcId  vpc-1`,
    )
  })

  it('prints what runs, what is not started, and that not all of it was verified', () => {
    const service = {part: 'server', name: 'vast-dev-server', taskDefinition: 'vast-dev-server:8'}
    const text = formatDeployed({
      ...place,
      configs: [],
      changed: true,
      images: [],
      stacks: [],
      services: [
        {...service, state: 'not-started', desired: 0, running: 0, images: []},
        {...service, state: 'running', desired: 1, running: 1, images: [{container: 'main', digest: 'sha256:1'}]},
      ],
      functions: [{part: 'client', name: 'vast-dev-client', state: 'Active', lastUpdate: 'Successful'}],
      verified: false,
      suggestions: [],
      durationMs: 412,
    })

    assert.equal(
      plain(text),
      `vast, stage dev, eu-west-1: deployed (0.4 s)

what runs
  server  not started: 0 tasks wanted
  server  running: 1 of 1 tasks        sha256:1
  client  function active

not all of what runs was verified`,
    )
  })

  it('says that a deploy had nothing to change', () => {
    const text = formatDeployed({
      ...place,
      configs: [],
      changed: false,
      images: [],
      stacks: [],
      ...nothingRuns,
      durationMs: 412,
    })

    assert.equal(plain(text), 'vast, stage dev, eu-west-1: nothing to change (0.4 s)')
  })

  it('prints what was destroyed, and what had not been there', () => {
    const stacks = [
      {part: 'server', name: 'vast-dev-server', deleted: true},
      {part: 'network', name: 'vast-dev-network', deleted: false},
    ]

    const done = formatDestroyed({...place, changed: true, stacks, durationMs: 12_000})
    const nothing = formatDestroyed({...place, changed: false, stacks, durationMs: 100})

    assert.match(
      plain(done),
      /destroyed \(12 s\)\n\n {2}server {3}deleted {8}vast-dev-server\n {2}network {2}was not there/,
    )
    assert.match(plain(nothing), /nothing was deployed$/)
  })

  it('says of a deploy that nobody has waited for that it goes on, and what follows it', () => {
    const stacks = [{part: 'server', name: 's', status: 'UPDATE_IN_PROGRESS', changed: true, outputs: {}}]
    const suggestions = ['aws-stack vast:attach --local']
    const result = {...place, changed: true, images: [], stacks, ...nothingRuns, verified: false, suggestions}

    const text = plain(formatDeployed({...result, configs: [], durationMs: 2_000}))

    assert.match(text, /begun, it goes on at AWS \(2.0 s\)/)
    assert.match(text, /follow it\n {2}aws-stack vast:attach --local$/)
    assert.doesNotMatch(text, /verified/)
  })

  it("prints each stack's status, or that it is not deployed", () => {
    const stacks = [
      {part: 'network', name: 'n', status: 'CREATE_COMPLETE', updatedAt: '2026-11-21T10:00:00.000Z', resources: 17},
      {part: 'server', name: 's', status: 'ROLLBACK_COMPLETE', statusReason: 'no more addresses', resources: 1},
      {part: 'client', name: 'c', status: 'NOT_DEPLOYED', resources: 0},
    ]
    const images = [{name: 'server', uri: 'host/server@sha256:1'}, {name: 'client'}]

    const services = [
      {part: 'server', name: 'vast-dev-server', desired: 2, running: 1, rollout: 'IN_PROGRESS', asDeployed: false},
    ]

    const functions: [] = []

    const partly = plain(formatStatus({...place, configs: [], deployed: false, stacks, images, services, functions}))
    const nothing = {stacks: stacks.slice(2), images: [], services: [], functions}
    const not = plain(formatStatus({...place, configs: [], deployed: false, ...nothing}))

    assert.match(partly, /not all of it is deployed/)
    assert.match(partly, /network {2}CREATE_COMPLETE {4}17 resources {2}2026-11-21T10:00:00.000Z/)
    assert.match(partly, /server {3}ROLLBACK_COMPLETE {2}1 resource .* no more addresses/)
    assert.match(partly, /client {3}not deployed/)
    assert.match(partly, /server {2}host\/server@sha256:1\n {2}client {2}not running/)
    assert.match(partly, /server {2}1 of 2 tasks running {2}rollout IN_PROGRESS {2}not what its stack has deployed/)
    assert.match(not, /eu-west-1: not deployed/)
  })

  it('prints what the server and a function do, in 80 columns', () => {
    const digest = `sha256:${'a'.repeat(64)}`
    const facts = {digest, base: `tenzir/vast:v3.1.0@${digest}`, version: 'v3.1.0'}
    const text = plain(
      formatStatus(
        {
          ...place,
          configs: [],
          deployed: true,
          stacks: [],
          images: [],
          services: [],
          server: {
            part: 'server',
            cluster: 'vast-dev',
            service: 'vast-dev-server',
            endpoint: 'server.vast-dev.internal:42000',
            state: 'running',
            storage: {type: 'EFS', id: 'fs-1', usedBytes: 6144, measuredAt: '2026-11-21T10:00:00.000Z'},
            tasks: [
              {
                id: '1'.repeat(32),
                status: 'RUNNING',
                health: 'HEALTHY',
                execAgent: 'PENDING',
                startedAt: '2026-11-21T07:00:00.000Z',
                containers: [{name: 'main', image: `host/vast-dev/server@${digest}`, ...facts}],
              },
            ],
          },
          functions: [
            {
              part: 'client',
              name: 'vast-dev-client',
              state: 'Active',
              lastUpdate: 'Failed',
              lastUpdateReason: 'no image',
              ...facts,
              modifiedAt: '2026-11-21T09:00:00.000Z',
            },
          ],
        },
        Date.parse('2026-11-21T10:05:00.000Z'),
      ),
    )

    assert.equal(
      text.slice(text.indexOf('server vast-dev-server')),
      `server vast-dev-server: running
  task      11111111111111111111111111111111  RUNNING, HEALTHY
  exec      its agent is PENDING
  since     2026-11-21T07:00:00.000Z (3 h 05 min)
  image     sha256:aaaaaaaaaaaa…
  version   v3.1.0, from tenzir/vast:v3.1.0@sha256:aaaaaaaaaaaa…
  storage   EFS fs-1, 6 kB at 2026-11-21T10:00:00.000Z
  endpoint  server.vast-dev.internal:42000

function vast-dev-client: Active, update Failed
  image     sha256:aaaaaaaaaaaa…
  version   v3.1.0, from tenzir/vast:v3.1.0@sha256:aaaaaaaaaaaa…
  modified  2026-11-21T09:00:00.000Z
  reason    no image`,
    )
    assert.ok(text.split('\n').every((line) => line.length <= 80))
  })

  it('prints outputs in columns', () => {
    const outputs = [
      {part: 'network', name: 'VpcId', value: 'vpc-1'},
      {part: 'server', name: 'Endpoint', value: 'server.vast:42000'},
    ]

    assert.equal(formatOutputs({...place, outputs}), 'network  VpcId     vpc-1\nserver   Endpoint  server.vast:42000')
    assert.equal(formatOutputs({...place, outputs: []}), 'there are no outputs')
  })

  it('prints what was built and pushed, and which pushed image is live', () => {
    const built = formatBuiltImages({
      ...place,
      changed: true,
      durationMs: 61_000,
      images: [
        {name: 'server', tag: 'a', uri: 'host/server@sha256:1', built: true, pushed: true, bases: []},
        {name: 'client', tag: 'b', id: 'sha256:2', built: true, pushed: false, bases: []},
        {name: 'other', tag: 'c', built: false, pushed: false, bases: []},
      ],
    })
    const tag = {mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: 'sha256:1'}
    const list = formatImageList({
      ...place,
      images: [
        {
          name: 'server',
          repository: 'host/server',
          tags: [
            {...tag, tag: 'a', sizeBytes: 48_200_000, live: true},
            {...tag, tag: 'b', live: false},
          ],
        },
        {name: 'client', repository: 'host/client', tags: []},
      ],
    })

    assert.equal(
      plain(built),
      'server  built and pushed  host/server@sha256:1\nclient  built             sha256:2\nother   unchanged         c\n(1 min 01 s)',
    )
    assert.equal(
      plain(list),
      'server  host/server\n  live  a  sha256:1  48.2 MB\n        b  sha256:1\n\nclient  host/client\n  nothing was pushed yet',
    )
  })

  it('prints what was imported, and what was not', () => {
    const text = formatImported({
      ...place,
      sources: [
        {name: 'a.json', format: 'json', bytes: 2_000_000, sentBytes: 2_000_000},
        {name: 'b.json.gz', format: 'json', bytes: 1_000_000, sentBytes: 9_000_000},
      ],
      bytes: 3_000_000,
      exitCode: 1,
      durationMs: 3000,
    })

    assert.equal(
      plain(text),
      `vast, stage dev, eu-west-1: 2 sources imported, 3.0 MB (3.0 s)
  a.json     json  2.0 MB
  b.json.gz  json  1.0 MB  9.0 MB decompressed
the next one was refused with exit code 1`,
    )
  })

  it('prints events in a line each, whatever they hold', () => {
    const rows = [
      {a: 1, b: {c: 'x y', d: null, e: ['p', 2]}, f: '\u001b[2J', g: 'line\nend'},
      {a: null, g: ''},
    ]

    assert.equal(
      plain(formatRows({rows, truncated: true, exitCode: 0})),
      'a=1 b.c="x y" b.e=["p",2] f="\\u001b[2J" g="line\\nend"\ng=""\n… more than 2 events',
    )
    assert.equal(plain(formatRows({rows: [], truncated: false, exitCode: 0})), 'nothing is found')
  })
})
