import assert from 'node:assert/strict'
import {readFile} from 'node:fs/promises'
import {join} from 'node:path'

import {localAws} from './fixtures/local-aws.js'
import {type Finished, project, type Project} from './fixtures/project.js'

interface Drawn {
  source: string
  nodes: {id: string}[]
  edges: {from: string; to: string; label: string}[]
}

const errorOf = ({stdout}: Finished) => (JSON.parse(stdout) as {error: {code: string; suggestions: string[]}}).error

describe('vast:diagram', function () {
  this.timeout(120_000)
  let user: Project

  before(async function () {
    localAws(this)
    user = await project()
  })

  const run = (...args: string[]) => user.cli(['vast:diagram', '--local', '--stage', 'drawn', ...args])

  it('leaves with 3 where nothing is deployed, and says what to run', async () => {
    const {code, stdout} = await run('--json')

    assert.equal(code, 3)
    assert.equal(errorOf({code, stdout, stderr: ''}).code, 'NOT_DEPLOYED')
    assert.match(errorOf({code, stdout, stderr: ''}).suggestions[0] ?? '', /^aws-stack vast:diagram --planned/)
  })

  it('prints the plan as Mermaid, twice the same', async () => {
    const [first, second] = [await run('--planned'), await run('--planned')]

    assert.equal(first.code, 0, first.stderr)
    assert.match(first.stdout, /^flowchart LR\n/)
    assert.match(first.stdout, /\n {2}client_Function -->\|"uses"\| server_Service\n/)
    assert.equal(second.stdout, first.stdout)
  })

  it('has the optional parts that the settings name, and the arrows to them', async () => {
    const {stdout} = await run('--planned', '--json', '--optional-parts', 'workbucket')

    const {source, edges} = JSON.parse(stdout) as Drawn
    assert.equal(source, 'planned')
    assert.deepEqual(
      edges.filter(({from, to}) => [from, to].includes('workbucket_Bucket')),
      [
        {from: 'client_Function', to: 'workbucket_Bucket', label: 'writes'},
        {from: 'server_Service', to: 'workbucket_Bucket', label: 'writes'},
        {from: 'workbucket_Bucket', to: 'client_Function', label: 'read by'},
        {from: 'workbucket_Bucket', to: 'server_Service', label: 'read by'},
      ],
    )
  })

  it('writes a page and a drawing into files, and says how much it drew', async () => {
    const {code, stdout, stderr} = await run('--planned', '--html', 'vast.html', '--svg', 'vast.svg')

    assert.equal(code, 0, stderr)
    assert.match(stdout, /^Drew \d+ boxes and \d+ arrows: vast\.html, vast\.svg\n$/)
    assert.match(await readFile(join(user.folder, 'vast.html'), 'utf8'), /^<!doctype html>[^]*<svg [^]*<\/html>\n$/)
    assert.match(await readFile(join(user.folder, 'vast.svg'), 'utf8'), /^<svg [^]*<\/svg>/)
  })

  it('writes a drawing to standard output, where nothing else is', async () => {
    const {stdout} = await run('--planned', '--svg', '-')

    assert.match(stdout, /^<svg [^]*<\/svg>\n$/)
  })

  it('refuses two documents on standard output, and a file that cannot be', async () => {
    const [two, json, nowhere] = [
      await run('--planned', '--svg', '-', '--html', '-'),
      await run('--planned', '--svg', '-', '--json'),
      await run('--planned', '--svg', 'no/such/folder.svg', '--json'),
    ]

    assert.equal(two.code, 2)
    assert.equal(errorOf(json).code, 'USAGE')
    assert.equal(errorOf(nowhere).code, 'TARGET_NOT_WRITABLE')
  })
})
