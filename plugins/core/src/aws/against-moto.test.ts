import assert from 'node:assert/strict'

import {EC2} from '@aws-sdk/client-ec2'
import {ECR} from '@aws-sdk/client-ecr'

import {clientConfig} from './access.js'
import {createCallerIdentity} from './caller-identity.js'
import {createEc2} from './ec2.js'
import {createEcr} from './ecr.js'
import {accessTo, type Moto, startMoto} from './moto.fixture.js'

describe('the ports against moto', () => {
  let moto: Moto | undefined
  before(async function () {
    moto = await startMoto()
    if (moto) return
    if (process.env['CI'] === 'true') throw new Error('moto_server is not on PATH')
    console.warn('    SKIPPED: moto_server is not on PATH')
    this.skip()
  })
  after(() => void moto?.process.kill())

  it('know who asks', async () => {
    const {accountId, arn} = await createCallerIdentity(accessTo(moto))()

    assert.equal(accountId, '123456789012')
    assert.match(arn, /^arn:aws:/)
  })

  it('know a VPC with two blocks and the peering route of its main table', async () => {
    const access = accessTo(moto)
    const ec2 = new EC2(clientConfig(access))
    const [vpcId, peerId] = [await createVpc(ec2, '10.0.0.0/16'), await createVpc(ec2, '10.42.0.0/24')]
    await ec2.associateVpcCidrBlock({VpcId: vpcId, CidrBlock: '10.1.0.0/16'})
    const {VpcPeeringConnection} = await ec2.createVpcPeeringConnection({VpcId: vpcId, PeerVpcId: peerId})
    const peeringConnectionId = VpcPeeringConnection?.VpcPeeringConnectionId ?? ''
    await ec2.acceptVpcPeeringConnection({VpcPeeringConnectionId: peeringConnectionId})
    await ec2.createRouteTable({VpcId: vpcId})
    const port = createEc2(access)
    const {mainRouteTableId = ''} = (await port.mainRouteTable(vpcId)) ?? {}
    await ec2.createRoute({
      RouteTableId: mainRouteTableId,
      DestinationCidrBlock: '10.42.0.0/24',
      VpcPeeringConnectionId: peeringConnectionId,
    })

    const [vpc, table] = [await port.vpc(vpcId), await port.mainRouteTable(vpcId)]

    assert.deepEqual(vpc, {vpcId, cidrs: ['10.0.0.0/16', '10.1.0.0/16']})
    assert.ok(
      table?.routes.some(
        (route) => route.destination === '10.42.0.0/24' && route.peeringConnectionId === peeringConnectionId,
      ),
    )
  })

  it('know that a VPC is not there', async () => {
    const port = createEc2(accessTo(moto))

    assert.equal(await port.vpc('vpc-0123456789abcdef0'), undefined)
    assert.equal(await port.mainRouteTable('vpc-0123456789abcdef0'), undefined)
  })

  it('know the images of a repository', async () => {
    const access = accessTo(moto)
    const ecr = new ECR(clientConfig(access))
    const mediaType = 'application/vnd.docker.distribution.manifest.v2+json'
    const imageManifest = JSON.stringify({
      schemaVersion: 2,
      mediaType,
      config: {digest: `sha256:${'a'.repeat(64)}`, size: 1},
      layers: [],
    })
    await ecr.createRepository({repositoryName: 'vast-dev/server'})
    await ecr.putImage({
      repositoryName: 'vast-dev/server',
      imageTag: 'one',
      imageManifest,
      imageManifestMediaType: mediaType,
    })
    const port = createEcr(access)

    const [found, listed] = [await port.find('vast-dev/server', ['one', 'two']), await port.list('vast-dev/server')]

    assert.deepEqual(
      found?.map(({tag}) => tag),
      ['one'],
    )
    assert.match(found?.[0]?.digest ?? '', /^sha256:[0-9a-f]{64}$/)
    assert.equal(found?.[0]?.mediaType, mediaType)
    assert.equal(listed?.[0]?.digest, found?.[0]?.digest)
  })

  it('know that a repository is not there', async () => {
    const port = createEcr(accessTo(moto))

    assert.equal(await port.find('nowhere', ['one']), undefined)
    assert.equal(await port.list('nowhere'), undefined)
  })
})

async function createVpc(ec2: EC2, CidrBlock: string): Promise<string> {
  const {Vpc} = await ec2.createVpc({CidrBlock})
  return Vpc?.VpcId ?? ''
}
