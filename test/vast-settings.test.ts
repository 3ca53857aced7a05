import assert from 'node:assert/strict'
import {createServer, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'

import {project} from './fixtures/project.js'

const valid = {VAST_AWS_REGION: 'eu-west-1', VAST_PEERED_VPC_ID: 'vpc-0123456789abcdef0', VAST_CIDR: '10.42.0.0/24'}

const invalid: [string, Record<string, string>, RegExp][] = [
  ['a region that is none', {VAST_AWS_REGION: 'europe'}, /VAST_AWS_REGION: region: "europe"/],
  ['no VPC', {VAST_PEERED_VPC_ID: ''}, /VAST_PEERED_VPC_ID.*is required/],
  ['a VPC id of another form', {VAST_PEERED_VPC_ID: 'my-vpc'}, /VAST_PEERED_VPC_ID: peeredVpcId: "my-vpc"/],
  ['no CIDR block', {VAST_CIDR: ''}, /VAST_CIDR.*is required/],
  ['a CIDR block that is none', {VAST_CIDR: '10.42.0.0'}, /VAST_CIDR: cidr: "10\.42\.0\.0"/],
  ['an octet over 255', {VAST_CIDR: '10.420.0.0/24'}, /VAST_CIDR: cidr: /],
  ['a CIDR block larger than a VPC', {VAST_CIDR: '10.0.0.0/15'}, /VAST_CIDR: cidr: .*\/16/],
  ['a CIDR block too small to be halved', {VAST_CIDR: '10.42.0.0/28'}, /VAST_CIDR: cidr: .*\/27/],
  ['a CIDR block with host bits', {VAST_CIDR: '10.42.0.7/24'}, /VAST_CIDR: cidr: .*10\.42\.0\.0\/24/],
  [
    'a storage type that is none',
    {VAST_SERVER_STORAGE_TYPE: 'S3'},
    /VAST_SERVER_STORAGE_TYPE: storage: "S3" is none of EFS, ATTACHED/,
  ],
  ['a version below the first that works', {VAST_VERSION: 'v0.9.0'}, /VAST_VERSION: version: "v0\.9\.0"/],
  ['a version that is none', {VAST_VERSION: 'new'}, /VAST_VERSION: version: "new"/],
  [
    'a version that is no tag',
    {VAST_VERSION: '3.1.0'},
    /VAST_VERSION: version: "3\.1\.0" is no tag of VAST; v3\.1\.0 is/,
  ],
  ['a version before the first that works', {VAST_VERSION: 'v1.1.0-rc1'}, /is older than v1\.1\.0/],
  ['a version that is no VAST', {VAST_VERSION: 'v4.0.0'}, /VAST_VERSION: version: "v4\.0\.0" is Tenzir/],
  ['an image that is none', {VAST_IMAGE: 'tenzir/VAST'}, /VAST_IMAGE: image: "tenzir\/VAST" is no image reference/],
]

describe('the settings of VAST', function () {
  this.timeout(60_000)
  let server: Server
  let calls = 0
  let endpoint: string

  before((done) => {
    server = createServer((_request, response) => {
      calls += 1
      response.writeHead(500).end()
    })
    server.listen(0, '127.0.0.1', () => {
      endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      done()
    })
  })

  after(() => server.close())

  const credentials = () => ({
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
  })

  for (const [what, change, message] of invalid) {
    it(`refuses ${what} before anything is called, and names the variable`, async () => {
      const user = await project()

      const {code, stderr, stdout} = await user.cli(['vast:plan'], {...credentials(), ...valid, ...change})

      assert.equal(code, 2, stderr)
      assert.match(stderr, message)
      assert.equal(stdout, '')
      assert.equal(calls, 0)
    })
  }

  it('tells all problems together, each with its place', async () => {
    const user = await project({
      '.env': 'VAST_CIDR=10.42.0.0\n',
      'aws-stack.yaml': 'region: eu-west-1\nvast:\n  peeredVpcId: my-vpc\n  strage: EFS\n',
    })

    const {code, stdout} = await user.cli(['vast:plan', '--json'], credentials())

    const {error} = JSON.parse(stdout) as {error: {code: string; message: string; details: {problems: unknown[]}}}
    assert.equal(code, 2)
    assert.equal(error.code, 'SETTINGS_INVALID')
    assert.match(error.message, /VAST_CIDR in \.env/)
    assert.match(error.message, /aws-stack\.yaml:3: peeredVpcId/)
    assert.match(error.message, /aws-stack\.yaml:4: strage/)
    assert.equal(error.details.problems.length, 3)
    assert.equal(calls, 0)
  })
})
