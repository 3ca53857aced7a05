import {chmod, mkdir, writeFile} from 'node:fs/promises'
import {delimiter, dirname, join} from 'node:path'

/** Stands in for moto: says where it runs as moto does, makes VPCs, echoes everything else. */
const MOTO_SERVER = `#!/usr/bin/env node
const http = require('node:http')
let vpcs = 0
const server = http.createServer((request, response) => {
  let body = ''
  request.on('data', (chunk) => (body += chunk))
  request.on('end', () => {
    if (!body.includes('Action=CreateVpc')) return response.end('{"Namespaces":[{"Id":"ns-fake"}]}')
    vpcs += 1
    response.end('<CreateVpcResponse><vpc><vpcId>vpc-' + vpcs + '</vpcId></vpc></CreateVpcResponse>')
  })
})
server.listen(0, '127.0.0.1', () => console.error(' * Running on http://127.0.0.1:' + server.address().port))
`

const PYTHON = `#!/bin/sh
echo 5.2.1
`

/** An environment of programs in which that one is moto, nothing of the machine's own is found, and no engine can be started. */
export async function environmentWithFakeMoto(folder: string): Promise<NodeJS.ProcessEnv> {
  const programs = join(folder, 'bin')
  await mkdir(programs, {recursive: true})
  for (const [name, text] of Object.entries({moto_server: MOTO_SERVER, python3: PYTHON})) {
    await writeFile(join(programs, name), text)
    await chmod(join(programs, name), 0o755)
  }
  const path = [programs, dirname(process.execPath), '/bin', '/usr/bin'].join(delimiter)
  return {PATH: path, HOME: folder, DOCKER_HOST: `unix://${join(folder, 'no-engine.sock')}`}
}
