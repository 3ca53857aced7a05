// What Substation's images are made of on the local AWS, where neither upstream's source nor AWS's layer can be had: a base with Python, an image
// with the programs of `stand-in-substation/`, and a layer with its AppConfig extension. They belong together.
import {spawnSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

import {GetLayerVersionCommand, LambdaClient, PublishLayerVersionCommand} from '@aws-sdk/client-lambda'

import {makeDebian, run, standInImage, WITHOUT_DOCUMENTS} from './stand-in-image.mjs'

const SOURCES = fileURLToPath(new URL('stand-in-substation/', import.meta.url))
const LAYER = 'AWS-AppConfig-Extension'

const DEBIAN = ['--variant=apt', '--include=python3', ...WITHOUT_DOCUMENTS]
const BASE = {
  repository: 'stand-in/lambda-provided',
  inputs: [JSON.stringify(DEBIAN)],
  files: (tar) => makeDebian(DEBIAN, tar),
  changes: [
    'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LAMBDA_TASK_ROOT=/var/task',
    'WORKDIR /var/task',
    'ENTRYPOINT ["/lambda-entrypoint.sh"]',
  ],
}

/** By the names that the app's `sample` asks for. */
export async function standInsOfSubstation(local, previous) {
  const folder = mkdtempSync(join(tmpdir(), 'stand-in-'))
  try {
    const packed = spawnSync('python3', [join(SOURCES, 'pack.py'), folder], {encoding: 'utf8'})
    if (packed.status !== 0) throw new Error(`the stand-in of Substation cannot be packed: ${packed.stderr}`)
    const extension = readFileSync(join(folder, 'extension.zip'))
    return {
      'public.ecr.aws/lambda/provided': await standInImage(BASE, local),
      'brexhq/substation': await standInImage(programsFrom(folder), local),
      [LAYER]: await layer(extension, previous[LAYER], local),
    }
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}

function programsFrom(folder) {
  const names = ['autoscaling', 'substation']
  return {
    repository: 'stand-in/substation-source',
    inputs: names.map((name) => readFileSync(join(folder, name))),
    files: (tar) => run(['tar', '--create', '--file', tar, '--owner=0', '--group=0', '--directory', folder, ...names]),
    changes: [],
  }
}

/** A version with this content: the one of the last time, else a new one. */
async function layer(zip, before, {endpoint, region = 'eu-west-1'}) {
  const lambda = new LambdaClient({endpoint, region, credentials: {accessKeyId: 'test', secretAccessKey: 'test'}})
  if (before !== undefined) {
    const [, name, number] = /:layer:(.+):(\d+)$/.exec(before) ?? []
    const {Content} = await lambda
      .send(new GetLayerVersionCommand({LayerName: name, VersionNumber: Number(number)}))
      .catch(() => ({}))
    if (Content?.CodeSha256 === createHash('sha256').update(zip).digest('base64')) return before
  }
  const made = await lambda.send(new PublishLayerVersionCommand({LayerName: LAYER, Content: {ZipFile: zip}}))
  return made.LayerVersionArn
}
