import assert from 'node:assert/strict'
import {type ChildProcess, spawn} from 'node:child_process'
import {createHash, randomBytes} from 'node:crypto'
import {once} from 'node:events'
import {createReadStream} from 'node:fs'
import {readdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import {gzipSync} from 'node:zlib'

import {type Deployed, deployed} from './fixtures/deployed.js'
import type {LocalAws} from './fixtures/local-aws.js'
import {type Finished, finished, neutral, type Project, root} from './fixtures/project.js'
import {type TemporaryBucket, temporaryBucket} from './fixtures/temporary-bucket.js'

const PLACE = '--local --stage data'
const MIB = 1024 * 1024
/** `AWS_STACK_TEST_MIB=100 npm test -- --grep vast:import` tries it with more. */
const SIZE_MIB = Number(process.env['AWS_STACK_TEST_MIB'] ?? 4)
/** Of a whole process, in bytes, whatever goes through it. */
const PEAK_LIMIT = 150 * MIB

/** Data in and out of a real server, checked by `docker` and the `aws` CLI. */
describe('vast:import, vast:export and vast:query', function () {
  this.timeout(900_000)
  let local: LocalAws
  let user: Project
  let container: string
  let remove: Deployed['remove'] | undefined
  let bucket: TemporaryBucket | undefined

  before(async function () {
    ;({local, user, remove} = await deployed(this, PLACE.split(' '), '10.54.0.0/24'))
    await must(`aws-stack vast:start ${PLACE}`)
    container = await local.docker('ps', '--quiet', '--filter', 'name=vast-data-server')
  })

  after(async () => {
    await bucket?.remove()
    await remove?.()
  })

  /** As it stands in a script: IMPORT, EXPORT, QUERY and EXEC are the commands in this place. */
  const script = (text: string, environment: NodeJS.ProcessEnv = {}): Promise<Finished> =>
    finished(
      'sh',
      [
        '-c',
        text.replaceAll(/\b(IMPORT|EXPORT|QUERY|EXEC)\b/g, (verb) => `aws-stack vast:${verb.toLowerCase()} ${PLACE}`),
      ],
      {
        cwd: user.folder,
        environment: {...environment, PATH: `${join(user.folder, 'node_modules', '.bin')}:${process.env['PATH']}`},
      },
    )

  const must = async (text: string, environment: NodeJS.ProcessEnv = {}) => {
    const run = await script(text, environment)
    assert.equal(run.code, 0, run.stderr)
    return run.stdout
  }

  /** Runs it, and answers with the resident memory that it had at most, in bytes. */
  const peakOf = async (text: string) => {
    const report = join(user.folder, 'peak')
    const hook = pathToFileURL(join(root, 'test', 'fixtures', 'peak-memory.mjs')).href
    await must(text, {NODE_OPTIONS: `--import ${hook}`, PEAK_MEMORY: report})
    return Number(await readFile(report, 'utf8')) * 1024
  }

  /** What the server itself says, by another way in. */
  const inServer = (command: string) => local.docker('exec', container, 'sh', '-c', command)

  it('is what a pipe into vast:exec is, in a script', async () => {
    const {code, stdout} = await script(`echo '{"a": 1}' | EXEC -c 'vast import -t pipe.exec json'; echo $?`)

    assert.deepEqual([code, stdout], [0, '0\n'])
    assert.equal(await inServer(`vast export json '#type == "pipe.exec"'`), '{"a": 1}')
  })

  it('takes files one after the other, compressed ones too', async () => {
    await writeFile(join(user.folder, 'a.json'), '{"n": 1}\n{"n": 2}')
    await writeFile(join(user.folder, 'b.json.gz'), gzipSync('{"n": 3}\n'.repeat(1000)))
    await writeFile(join(user.folder, 'c.csv'), 'n,word\n4,four\n')

    const document = await must('IMPORT a.json b.json.gz c.csv --type files.all --json')

    const {sources, exitCode} = JSON.parse(document) as {sources: {name: string; sentBytes: number}[]; exitCode: number}
    assert.deepEqual([exitCode, sources.map(({name}) => name)], [0, ['a.json', 'b.json.gz', 'c.csv']])
    assert.equal(sources[1]?.sentBytes, 9000)
    assert.equal(await inServer(`vast count '#type == "files.all"'`), '1003')
  })

  it(`brings ${SIZE_MIB} MiB in and out unchanged, and holds little of it in memory`, async () => {
    const lines = events(SIZE_MIB * MIB)
    await writeFile(join(user.folder, 'much.json'), lines)

    const peaks = [
      await peakOf('IMPORT much.json --type much.data'),
      await peakOf(`EXPORT '#type == "much.data"' --output back.json`),
    ]

    const sent = createHash('sha256').update(lines).digest('hex')
    assert.equal(await sha256(join(user.folder, 'back.json')), sent)
    assert.equal(await inServer(`vast export json '#type == "much.data"' | sha256sum | cut -d' ' -f1`), sent)
    const figures = peaks.map((peak) => `${(peak / MIB).toFixed(0)} MiB`).join(' and ')
    console.log(`      ${SIZE_MIB} MiB in and out: peaks of ${figures}`)
    assert.ok(Math.max(...peaks) < PEAK_LIMIT, figures)
  })

  it('takes standard input, and writes to standard output what another program reads', async () => {
    await must(`printf '{"s": 1}\\n{"s": 2}\\n{"s": 3}\\n' | IMPORT --format json --type std.in`)

    assert.equal(await must(`EXPORT '#type == "std.in"' --limit 2 | tail -1`), '{"s": 2}\n')
    assert.equal(await must(`EXPORT '#type == "std.in"' | head -c 3`), '{"s')
  })

  it('goes to and from S3', async () => {
    bucket = await temporaryBucket(local, 'data')
    const of = ['--bucket', bucket.name]
    const lines = events(9 * MIB)
    await writeFile(join(user.folder, 'up.json'), lines)
    await local.aws('s3api', 'put-object', ...of, '--key', 'in/up.json', '--body', join(user.folder, 'up.json'))

    await must(`IMPORT s3://${bucket.name}/in/up.json --type from.s3`)
    await must(`EXPORT '#type == "from.s3"' --output s3://${bucket.name}/out/down.json`)
    const missing = await script(`IMPORT s3://${bucket.name}/none.json`)
    const elsewhere = await script(`EXPORT '#type == "from.s3"' --limit 1 --output s3://no-${bucket.name}/x`)

    await local.aws('s3api', 'get-object', ...of, '--key', 'out/down.json', join(user.folder, 'down.json'))
    assert.equal(await sha256(join(user.folder, 'down.json')), createHash('sha256').update(lines).digest('hex'))
    assert.equal(missing.code, 2)
    assert.match(missing.stderr, /there is no object s3:\/\/data-.*\/none\.json/)
    assert.equal(elsewhere.code, 3)
    assert.match(elsewhere.stderr, /there is no bucket no-/)
  })

  it('looks, as text and as a document', async () => {
    await must(`printf '{"q": 1, "r": {"s": "a b"}}\\n{"q": 2}\\n' | IMPORT --format json --type look.at`)

    const text = await must(`QUERY '#type == "look.at"'`)
    const document = JSON.parse(await must(`QUERY '#type == "look.at"' --limit 1 --json`)) as unknown
    const count = await must(`QUERY '#type == "look.at" && q > 1' --count`)

    assert.equal(text, 'q=1 r.s="a b"\nq=2\n')
    assert.deepEqual(document, {rows: [{q: 1, r: {s: 'a b'}}], truncated: true, exitCode: 0})
    assert.equal(count, '1\n')
  })

  it('passes a query as it is, whatever a shell would make of it', async () => {
    const {code, stderr} = await script(`EXPORT '$(touch /tmp/harm); \`id\` "'"'"'x'`)

    assert.equal(code, 1)
    assert.match(stderr, /cannot read the query '\$\(touch \/tmp\/harm\); `id` "'x'/)
    assert.equal(await inServer('ls /tmp'), '')
  })

  it('has the exit code and the words of the program in the server', async () => {
    const format = await script(`echo '{}' | IMPORT --format nonsense --json`)
    const query = await script(`EXPORT 'a >' --output never.json`)

    assert.equal(format.code, 1)
    assert.match(format.stderr, /import knows no format 'nonsense'/)
    assert.deepEqual((JSON.parse(format.stdout) as {sources: unknown[]; exitCode: number}).exitCode, 1)
    assert.equal(query.code, 1)
    assert.match(query.stderr, /cannot read the query 'a >'/)
    assert.deepEqual(
      (await readdir(user.folder)).filter((name) => name.startsWith('never')),
      [],
    )
  })

  it('says what is missing before anything is sent', async () => {
    const before = await inServer('vast count')
    await writeFile(join(user.folder, 'there.json'), '{"t": 1}\n')

    const {code, stderr} = await script('IMPORT there.json gone.json other.json')

    assert.equal(code, 2)
    assert.match(stderr, /there is no gone\.json; there is no other\.json/)
    assert.equal(await inServer('vast count'), before)
  })

  it('wants a place that can be written', async () => {
    const folder = await script(`EXPORT '' --output none/out.json`)
    const full = await script(`EXPORT '' --output /dev/full`)
    const stdout = await script(`EXPORT '' > /dev/full`)
    const both = await script(`EXPORT '' --json`)

    assert.deepEqual([folder.code, full.code, stdout.code, both.code], [2, 2, 2, 2])
    assert.match(full.stderr, /cannot write \/dev\/full: ENOSPC/)
    assert.match(stdout.stderr, /cannot write to standard output: ENOSPC/)
  })

  it('that is cancelled says what was sent, and leaves the server as it is', async () => {
    const endless = child(['vast:import', '-', '--format', 'json', ...PLACE.split(' ')])
    const writing = keepWriting(endless)
    await said(endless, /import -: [1-9]/)

    endless.kill('SIGINT')
    const code = await endless.exited
    writing.stop()

    assert.equal(code, 130)
    assert.match(endless.said(), /cancelled by SIGINT; \d+ bytes of - were sent, of which VAST may have taken a part/)
    assert.match(await inServer('vast status'), /"events"/)
  })

  it('that is cut says so, and an export leaves nothing that looks whole', async () => {
    const out = join(user.folder, 'cut.json')
    await writeFile(join(user.folder, 'cut-off.json'), events(16 * MIB))
    await must('IMPORT cut-off.json --type cut.off')
    const leaving = child(['vast:export', '#type == "cut.off"', '--output', out, ...PLACE.split(' ')])
    await said(leaving, /export .*cut\.json: [1-9]/)

    await local.docker('kill', container)

    assert.equal(await leaving.exited, 5, leaving.said())
    assert.match(leaving.said(), /SESSION_LOST/)
    assert.deepEqual(
      (await readdir(user.folder)).filter((name) => name.startsWith('cut.json')),
      [],
    )
  })

  it('needs a server', async () => {
    await writeFile(join(user.folder, 'ready.json'), '{"t": 1}\n')
    await must(`aws-stack vast:stop ${PLACE} --yes`)

    const runs = await Promise.all([script('IMPORT ready.json'), script(`QUERY 'a > 1'`)])

    assert.deepEqual(
      runs.map(({code}) => code),
      [8, 8],
    )
  })

  interface Child extends ChildProcess {
    readonly exited: Promise<number | null>
    said(): string
  }

  function child(args: string[]): Child {
    const program = join(user.folder, 'node_modules', '.bin', 'aws-stack')
    const started = spawn(process.execPath, [program, ...args], {cwd: user.folder, env: neutral()})
    let text = ''
    started.stderr.setEncoding('utf8').on('data', (piece: string) => (text += piece))
    const exited = new Promise<number | null>((resolve) => started.once('close', resolve))
    return Object.assign(started, {exited, said: () => text})
  }

  async function said(running: Child, words: RegExp): Promise<void> {
    while (!words.test(running.said())) {
      assert.equal(running.exitCode, null, running.said())
      await once(running.stderr!, 'data')
    }
  }
})

function keepWriting({stdin}: ChildProcess): {stop(): void} {
  stdin?.on('error', () => undefined)
  const line = Buffer.from('{"endless": true}\n'.repeat(1000))
  const write = () => {
    while (stdin?.writable && stdin.write(line));
  }
  stdin?.on('drain', write)
  write()
  return {stop: () => stdin?.destroy()}
}

/** Lines of JSON that do not compress. */
function events(bytes: number): string {
  const lines: string[] = []
  for (let length = 0; length < bytes; length += lines.at(-1)?.length ?? 0)
    lines.push(`${JSON.stringify({n: lines.length, payload: randomBytes(300).toString('base64')})}\n`)
  return lines.join('')
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
