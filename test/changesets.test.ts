import assert from 'node:assert/strict'
import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'

import {parse} from 'yaml'

import {finished, root} from './fixtures/project.js'

interface PackageFile {
  readonly name: string
  readonly version: string
  readonly private?: boolean
}

const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8')
const manifests = [
  ...readdirSync(join(root, 'plugins')).map((room) => join('plugins', room)),
  'templates',
  'docker',
].map((folder) => join(folder, 'package.json'))
const packages = manifests.map((file) => JSON.parse(read(file)) as PackageFile)
const changesets = readdirSync(join(root, '.changeset')).filter((file) => file.endsWith('.md') && file !== 'README.md')

describe('the changesets', () => {
  for (const file of changesets) {
    it(`name packages that there are, and say it in one line: ${file}`, () => {
      const [, head = '', text = ''] = read('.changeset', file).split(/^---$/m)
      const steps = parse(head) as Record<string, string>

      assert.deepEqual(
        Object.keys(steps).filter((name) => !packages.some((one) => one.name === name)),
        [],
      )
      assert.ok(Object.values(steps).every((step) => ['patch', 'minor', 'major'].includes(step)))
      assert.match(text.trim(), /^[A-Z`].+\.$/)
    })
  }

  it('move all packages together: they have one version', () => {
    assert.equal(new Set(packages.map(({version}) => version)).size, 1)
  })

  it('become a version and its lines in the changelog', async function () {
    this.timeout(30_000)
    const copy = mkdtempSync(join(tmpdir(), 'release-'))
    for (const file of ['package.json', 'package-lock.json', 'CHANGELOG.md', 'action/package.json', ...manifests]) {
      mkdirSync(dirname(join(copy, file)), {recursive: true})
      cpSync(join(root, file), join(copy, file))
    }
    mkdirSync(join(copy, '.changeset'))
    cpSync(join(root, '.changeset', 'config.json'), join(copy, '.changeset', 'config.json'))
    writeFileSync(join(copy, '.changeset', 'one.md'), "---\n'@aws-stack/core': minor\n---\n\nA line\nfor users.\n")
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))

    const {code, stderr} = await finished('node', [join(root, 'scripts', 'release.mjs')], {cwd: copy})

    assert.equal(code, 0, stderr)
    const versions = manifests.map(
      (file) => (JSON.parse(readFileSync(join(copy, file), 'utf8')) as PackageFile).version,
    )
    assert.equal(new Set(versions).size, 1)
    assert.notEqual(versions[0], packages[0]?.version)
    const log = readFileSync(join(copy, 'CHANGELOG.md'), 'utf8')
    assert.ok(
      log.startsWith(`# Changelog\n\n## ${versions[0]}\n\n- A line for users.\n\n## ${packages[0]?.version}\n`),
      log,
    )
    assert.deepEqual(readdirSync(join(copy, '.changeset')), ['config.json'])
  })
})
