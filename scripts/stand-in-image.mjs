// Makes an image from a recipe and pushes it to the local AWS, for where its registry cannot be reached. No product code knows of such images:
// `stand-ins.json` beside the local AWS's state names them.
//
// A recipe: `repository`; `changes`, instructions of `docker import`; `files(tar)`, which writes the root file system; `inputs`, all that these depend on.
import {spawn} from 'node:child_process'
import {createHash} from 'node:crypto'
import {createReadStream, existsSync, readFileSync, renameSync, rmSync} from 'node:fs'
import {createInterface} from 'node:readline'
import {join} from 'node:path'

import {
  CreateRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
} from '@aws-sdk/client-ecr'
import Docker from 'dockerode'

import {cacheFolder} from './cache-folder.mjs'

/** What the machine trusts, a proxy's certificate included. */
export const CA_BUNDLE = '/etc/ssl/certs/ca-certificates.crt'

/**
 * Makes it where it is not there yet and returns `repository@sha256:…` of the local AWS.
 * Never a tag: BuildKit would look for one that `docker import` made on Docker Hub.
 */
export async function standInImage(recipe, {endpoint, dockerHost}) {
  const ecr = new ECRClient({
    endpoint,
    region: 'eu-west-1',
    credentials: {accessKeyId: 'test', secretAccessKey: 'test'},
  })
  const uri = await repositoryUri(ecr, recipe)
  const docker = engine(dockerHost)
  const pushed = await digestOf(ecr, recipe)
  if (pushed) {
    await fetchMissing(docker, `${uri}@${pushed}`, ecr)
    return `${uri}@${pushed}`
  }
  const reference = await importImage(recipe, docker, uri)
  say(`pushing ${reference}`)
  return `${uri}@${await push(docker, reference, await authorization(ecr))}`
}

/** Whether the engine has the image or its registry would give it. Asks for the manifest alone, for at most five seconds. */
export async function canPull(reference, dockerHost) {
  const docker = engine(dockerHost)
  if (await has(docker, reference)) return true
  const offered = docker
    .getImage(reference)
    .distribution()
    .then(
      () => true,
      () => false,
    )
  return Promise.race([offered, new Promise((resolve) => setTimeout(resolve, 5000, false).unref())])
}

/** In the engine alone, as `name:tag`. */
export async function importImage(recipe, docker, name) {
  const tag = tagOf(recipe)
  const reference = `${name}:${tag}`
  if (await has(docker, reference)) return reference

  const tar = await rootFiles(recipe)
  say(`importing ${reference}`)
  const stream = await docker.importImage(createReadStream(tar), {
    repo: name,
    tag,
    changes: recipe.changes,
    platform: 'linux',
  })
  await finished(stream)
  return reference
}

/** `unix:///…` or `tcp://host:port`. */
export function engine(dockerHost = 'unix:///var/run/docker.sock') {
  const {protocol, pathname, hostname, port} = new URL(dockerHost)
  return new Docker(protocol === 'unix:' ? {socketPath: pathname} : {host: hostname, port})
}

async function has(docker, reference) {
  return docker
    .getImage(reference)
    .inspect()
    .then(
      () => true,
      () => false,
    )
}

/** The same recipe makes the same image. */
function tagOf({inputs, changes}) {
  const hash = createHash('sha256').update(JSON.stringify(changes))
  for (const input of inputs) hash.update(input)
  return hash.digest('hex').slice(0, 16)
}

/** The content of a file that may not be there. */
export function contentOf(file) {
  return existsSync(file) ? readFileSync(file) : ''
}

async function rootFiles(recipe) {
  const tar = join(cacheFolder(), `${recipe.repository.replaceAll('/', '-')}-${tagOf(recipe)}.tar`)
  if (existsSync(tar)) return tar
  const unfinished = `${tar}.${process.pid}`
  try {
    await recipe.files(unfinished)
    renameSync(unfinished, tar)
  } finally {
    rmSync(unfinished, {force: true})
  }
  return tar
}

/** A Debian; `options` of mmdebstrap. */
export async function makeDebian(options, tar) {
  say('making a Debian for it, which takes half a minute the first time')
  await run(['mmdebstrap', ...options, '--format=tar', 'bookworm', tar])
}

/** Left out of each Debian. */
export const WITHOUT_DOCUMENTS = ['doc', 'man', 'locale', 'info'].map(
  (folder) => `--dpkgopt=path-exclude=/usr/share/${folder}/*`,
)

export async function run([program, ...args]) {
  const child = spawn(program, args, {stdio: ['ignore', 'ignore', 'pipe']})
  const lines = []
  createInterface({input: child.stderr}).on('line', (line) => lines.push(line))
  const code = await new Promise((resolve, reject) => {
    child.on('close', resolve)
    child.on('error', reject)
  }).catch((error) => {
    throw error.code === 'ENOENT'
      ? new Error(`${program} is missing. On Debian, as root: apt-get install ${program}`)
      : error
  })
  if (code !== 0) throw new Error(`${program} failed with ${code}:\n${lines.slice(-15).join('\n')}`)
}

async function repositoryUri(ecr, {repository: repositoryName}) {
  try {
    const {repository} = await ecr.send(new CreateRepositoryCommand({repositoryName}))
    return repository.repositoryUri
  } catch (error) {
    if (error.name !== 'RepositoryAlreadyExistsException') throw error
    const {repositories} = await ecr.send(new DescribeRepositoriesCommand({repositoryNames: [repositoryName]}))
    return repositories[0].repositoryUri
  }
}

async function digestOf(ecr, recipe) {
  try {
    const {imageDetails} = await ecr.send(
      new DescribeImagesCommand({repositoryName: recipe.repository, imageIds: [{imageTag: tagOf(recipe)}]}),
    )
    return imageDetails[0]?.imageDigest
  } catch (error) {
    if (error.name !== 'ImageNotFoundException') throw error
    return undefined
  }
}

async function authorization(ecr) {
  const {authorizationData} = await ecr.send(new GetAuthorizationTokenCommand({}))
  const [username, password] = Buffer.from(authorizationData[0].authorizationToken, 'base64').toString().split(':')
  return {username, password, serveraddress: authorizationData[0].proxyEndpoint}
}

/** The registry outlives an engine that was started for it. */
async function fetchMissing(docker, reference, ecr) {
  if (await has(docker, reference)) return
  say(`fetching ${reference}`)
  await finished(await docker.pull(reference, {authconfig: await authorization(ecr)}))
}

async function push(docker, reference, authconfig) {
  const messages = await finished(await docker.getImage(reference).push({authconfig}))
  return messages.findLast(({aux}) => aux?.Digest).aux.Digest
}

/** The engine answers 200 and says in the stream what went wrong. */
async function finished(stream) {
  const messages = []
  for await (const line of createInterface({input: stream})) {
    if (line.trim()) messages.push(JSON.parse(line))
  }
  const failed = messages.find(({error}) => error)
  if (failed) throw new Error(failed.error)
  return messages
}

function say(text) {
  console.error(`stand-in: ${text}`)
}
