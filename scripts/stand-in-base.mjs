// `node scripts/stand-in-base.mjs`: a base image for where `tenzir/vast` cannot be pulled, pushed to the local AWS; prints its reference.
// A Debian with apt, as the real base is, and a program that answers to `vast`. No product code knows of it: it is named in VAST_IMAGE.
import {spawn} from 'node:child_process'
import {createHash} from 'node:crypto'
import {createReadStream, existsSync, readFileSync, renameSync, rmSync} from 'node:fs'
import {createInterface} from 'node:readline'
import {join} from 'node:path'
import {fileURLToPath, pathToFileURL} from 'node:url'

import {
  CreateRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
} from '@aws-sdk/client-ecr'
import Docker from 'dockerode'

import {cacheFolder} from './cache-folder.mjs'

const REPOSITORY = 'stand-in/vast'
const VAST = fileURLToPath(new URL('stand-in-vast.pl', import.meta.url))
const CA_BUNDLE = '/etc/ssl/certs/ca-certificates.crt'

const ROOT_FILES = [
  'mmdebstrap',
  '--variant=apt',
  // python3 and the rest are left to the Dockerfiles, as in the real base.
  '--include=ca-certificates',
  ...['doc', 'man', 'locale', 'info'].map((folder) => `--dpkgopt=path-exclude=/usr/share/${folder}/*`),
  '--customize-hook=chroot "$1" groupadd --gid 1000 vast',
  '--customize-hook=chroot "$1" useradd --uid 1000 --gid 1000 --home-dir /var/lib/vast --shell /usr/sbin/nologin vast',
  '--customize-hook=mkdir -p "$1/opt/tenzir/vast/bin" "$1/opt/tenzir/vast/etc/vast" "$1/var/lib/vast" "$1/var/log/vast"',
  '--customize-hook=chroot "$1" chown 1000:1000 /var/lib/vast /var/log/vast',
  `--customize-hook=install -m 755 '${VAST}' "$1/opt/tenzir/vast/bin/vast"`,
  // What the machine trusts, a proxy's certificate included, RUN steps trust too.
  ...(existsSync(CA_BUNDLE) ? [`--customize-hook=cp ${CA_BUNDLE} "$1${CA_BUNDLE}"`] : []),
  'bookworm',
]

const SETTINGS = [
  'ENV PREFIX=/opt/tenzir/vast VAST_ENDPOINT=0.0.0.0 VAST_DB_DIRECTORY=/var/lib/vast PATH=/opt/tenzir/vast/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  'WORKDIR /var/lib/vast',
  'VOLUME /var/lib/vast',
  'EXPOSE 42000/tcp',
  'USER vast:vast',
  'ENTRYPOINT ["vast"]',
  'CMD ["--help"]',
]

/**
 * Makes the stand-in where it is not there yet and returns `repository@sha256:…` of the local AWS.
 * Never a tag: BuildKit would look for one that `docker import` made on Docker Hub.
 */
export async function standInBase({endpoint, dockerHost}) {
  const ecr = new ECRClient({
    endpoint,
    region: 'eu-west-1',
    credentials: {accessKeyId: 'test', secretAccessKey: 'test'},
  })
  const uri = await repositoryUri(ecr)
  const docker = engine(dockerHost)
  const pushed = await digestOf(ecr, recipe())
  if (pushed) {
    await fetchMissing(docker, `${uri}@${pushed}`, ecr)
    return `${uri}@${pushed}`
  }
  const reference = await importStandIn(docker, uri)
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

/** The stand-in in the engine alone, as `name:tag`. */
export async function importStandIn(docker, name) {
  const tag = recipe()
  const reference = `${name}:${tag}`
  if (await has(docker, reference)) return reference

  const tar = await rootFiles(tag)
  say(`importing ${reference}`)
  const stream = await docker.importImage(createReadStream(tar), {
    repo: name,
    tag,
    changes: SETTINGS,
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

/** Names the result: the same recipe makes the same image. */
function recipe() {
  const hash = createHash('sha256').update(
    JSON.stringify([ROOT_FILES.filter((part) => !part.includes(VAST)), SETTINGS]),
  )
  for (const file of [VAST, CA_BUNDLE]) if (existsSync(file)) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}

async function rootFiles(tag) {
  const tar = join(cacheFolder(), `stand-in-base-${tag}.tar`)
  if (existsSync(tar)) return tar
  say('making a Debian for it, which takes half a minute the first time')
  const unfinished = `${tar}.${process.pid}`
  try {
    await run([...ROOT_FILES, '--format=tar', unfinished])
    renameSync(unfinished, tar)
  } finally {
    rmSync(unfinished, {force: true})
  }
  return tar
}

async function run([program, ...args]) {
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

async function repositoryUri(ecr) {
  try {
    const {repository} = await ecr.send(new CreateRepositoryCommand({repositoryName: REPOSITORY}))
    return repository.repositoryUri
  } catch (error) {
    if (error.name !== 'RepositoryAlreadyExistsException') throw error
    const {repositories} = await ecr.send(new DescribeRepositoriesCommand({repositoryNames: [REPOSITORY]}))
    return repositories[0].repositoryUri
  }
}

async function digestOf(ecr, imageTag) {
  try {
    const {imageDetails} = await ecr.send(
      new DescribeImagesCommand({repositoryName: REPOSITORY, imageIds: [{imageTag}]}),
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
  console.error(`stand-in base: ${text}`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const {AWS_ENDPOINT_URL: endpoint, DOCKER_HOST: dockerHost} = process.env
  if (!endpoint) {
    console.error('AWS_ENDPOINT_URL is not set: eval "$(npx aws-stack local:start)"')
    process.exit(2)
  }
  console.log(await standInBase({endpoint, dockerHost}))
}
