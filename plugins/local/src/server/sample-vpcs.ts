import type {ServiceClients} from '../services/cloudformation/clients.js'

export interface SampleVpcs {
  /** The sample VPC of a region, made on first use; `undefined` without moto. */
  of(region: string): Promise<string | undefined>
  known(): Readonly<Record<string, string>>
  /** After a reset of moto: all are gone. */
  forget(): void
}

export interface SampleVpcsOptions {
  /** Clients that go straight to moto: through the front they would wait for the VPC that they make. `undefined` without moto. */
  readonly clients: (region: string) => ServiceClients | undefined
  readonly changed: () => Promise<void>
}

/** One VPC per region that a deploy can peer with: 10.0.0.0/16 with a main route table. */
export function createSampleVpcs({clients, changed}: SampleVpcsOptions): SampleVpcs {
  let pending = new Map<string, Promise<string | undefined>>()
  let known: Record<string, string> = {}

  async function make(region: string): Promise<string | undefined> {
    const ec2 = await clients(region)?.ec2()
    if (!ec2) return undefined
    const {CreateVpcCommand} = await import('@aws-sdk/client-ec2')
    const tags = [{Key: 'Name', Value: 'aws-stack sample'}]
    const {Vpc} = await ec2.send(
      new CreateVpcCommand({CidrBlock: '10.0.0.0/16', TagSpecifications: [{ResourceType: 'vpc', Tags: tags}]}),
    )
    if (Vpc?.VpcId) known = {...known, [region]: Vpc.VpcId}
    await changed()
    return Vpc?.VpcId
  }

  return {
    of(region) {
      const found = pending.get(region)
      if (found) return found
      const made = make(region)
      pending.set(region, made)
      // A failure is not kept: the next call tries again.
      made.catch(() => pending.delete(region))
      return made
    },
    known: () => known,
    forget() {
      pending = new Map()
      known = {}
    },
  }
}
