import assert from 'node:assert/strict'

import {networkFlags} from './network-flags.js'

const ROUTES = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU
eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
`

describe('the network of a private engine', () => {
  it('is Docker’s own default where no other engine runs', () => {
    assert.deepEqual(networkFlags(0, ROUTES), [])
  })

  it('keeps off firewall and addresses of another engine', () => {
    const flags = networkFlags(1, ROUTES)

    assert.ok(flags.includes('--iptables=false'))
    assert.ok(flags.includes('--fixed-cidr=172.17.128.0/17'))
  })

  it('never takes the bridge away under another engine', () => {
    assert.ok(networkFlags(1, '').every((flag) => !flag.startsWith('--bridge')))
  })
})
