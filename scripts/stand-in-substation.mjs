// What Substation's images are made of on the local AWS, where neither upstream's source nor AWS's layer can be had: a base with Python, an image
// with the programs of `stand-in-substation/`, and a layer with its AppConfig extension. They belong together.
import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

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
export async function standInsOfSubstation(local) {
  const folder = mkdtempSync(join(tmpdir(), 'stand-in-'))
  try {
    const packed = spawnSync('python3', [join(SOURCES, 'pack.py'), folder], {encoding: 'utf8'})
    if (packed.status !== 0) throw new Error(`the stand-in of Substation cannot be packed: ${packed.stderr}`)
    const extension = readFileSync(join(folder, 'extension.zip'))
    return {
      'public.ecr.aws/lambda/provided': await standInImage(BASE, local),
      'brexhq/substation': await standInImage(programsFrom(folder), local),
      [LAYER]: await layer(extension, local),
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

/** Registered anew each time: the local AWS forgets it when it stops, and reads the file where it is. */
async function layer(zip, {endpoint, region, accountId, folder}) {
  const file = join(folder, 'app-config-extension.zip')
  writeFileSync(file, zip)
  const arn = `arn:aws:lambda:${region}:${accountId}:layer:${LAYER}:1`
  const answer = await fetch(`${endpoint}/_local/layers`, {method: 'POST', body: JSON.stringify({arn, file})})
  if (!answer.ok) throw new Error(`the layer ${arn} cannot be registered: ${await answer.text()}`)
  return arn
}
