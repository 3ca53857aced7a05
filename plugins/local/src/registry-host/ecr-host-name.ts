import {spawn} from 'node:child_process'
import {createHash, X509Certificate} from 'node:crypto'
import {mkdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'

import {findProgram} from '../folder/find-program.js'

/** An ECR host name under which the registry listens with TLS, for a dockerd that resolves it to `address`. */
export interface EcrHostName {
  readonly name: string
  /** In 127/8, where any address can be bound; from the folder, so that two local AWS do not meet. */
  readonly address: string
  readonly certificate: string
  readonly key: string
}

/** Makes the self-signed certificate once; the folder keeps it. */
export async function prepareEcrHostName(
  folder: string,
  name: string,
  environment: NodeJS.ProcessEnv,
): Promise<EcrHostName> {
  const home = join(folder, 'tls')
  const files = {certificate: join(home, `${name}.crt`), key: join(home, `${name}.key`)}
  const third = createHash('sha256').update(folder).digest()[0] ?? 0
  const address = `127.77.${third}.1`
  if (!(await isGood(files.certificate, address))) {
    await mkdir(home, {recursive: true})
    await makeCertificate(name, address, files, environment)
  }
  return {
    name,
    address,
    certificate: await readFile(files.certificate, 'utf8'),
    key: await readFile(files.key, 'utf8'),
  }
}

async function isGood(file: string, address: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return false
  const certificate = new X509Certificate(text)
  return certificate.checkIP(address) !== undefined && new Date(certificate.validTo).getTime() > Date.now()
}

async function makeCertificate(
  name: string,
  address: string,
  files: {readonly certificate: string; readonly key: string},
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  if (!findProgram('openssl', environment))
    throw new Error(
      `a registry under ${name} needs a certificate, and openssl is not on PATH; on Debian: apt-get install openssl`,
    )
  const options = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '825',
    '-subj',
    '/CN=aws-stack local registry',
  ]
  const subject = ['-addext', `subjectAltName=DNS:${name},IP:${address}`]
  const child = spawn('openssl', [...options, ...subject, '-keyout', files.key, '-out', files.certificate], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: environment,
  })
  let output = ''
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error(`openssl made no certificate for ${name}: ${output.trim()}`)
}
