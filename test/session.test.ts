import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {createHash, randomBytes} from 'node:crypto'
import {existsSync} from 'node:fs'
import {copyFile, mkdir, mkdtemp, rm, symlink} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {PassThrough, Readable} from 'node:stream'
import {setTimeout as sleep} from 'node:timers/promises'

import {openDataChannel} from '@aws-stack/core'
import {DEFAULT_BASE_IMAGE} from '@aws-stack/plugin-vast'

import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {until} from './fixtures/running.js'
import {collecting, type Link, sessions, type Sessions} from './fixtures/sessions.js'

const BUSYBOX = '/usr/bin/busybox'
const IMAGE = 'aws-stack-test/busybox'

/** `AWS_STACK_TEST_MIB=100` tries it with more. */
const MIB = Number(process.env['AWS_STACK_TEST_MIB'] ?? 10)

/** The engine's client against the agent of the local AWS: two sides that were written apart. */
describe('a session in a container', function () {
  this.timeout(300_000)
  let local: LocalAws
  let open: Sessions
  const containers: Record<string, string> = {}

  before(async function () {
    local = localAws(this)
    open = await sessions(local.state.dockerHost!)
    containers['bash'] = await start(local, baseImage(local))
    if (existsSync(BUSYBOX)) containers['busybox'] = await start(local, await busyboxImage(local))
  })

  after(async () => {
    await open?.close()
    for (const container of Object.values(containers)) await local.docker('rm', '--force', '--volumes', container)
  })

  for (const shell of ['bash', 'busybox']) {
    describe(`with ${shell}`, () => {
      let container: string
      before(function () {
        container = containers[shell] ?? this.skip()
      })

      it('brings the exit code of the command', async () => {
        const commands = ['true', 'false', 'exit 3', 'exit 37', 'no-such-command', 'exit 255', 'kill -9 $$', 'kill $$']
        const codes: number[] = []

        for (const command of commands) codes.push((await open.run(container, command)).code)

        assert.deepEqual(codes, [0, 1, 3, 37, 127, 255, 137, 143])
      })

      it('keeps stdout and stderr apart, and whole', async () => {
        const ran = await open.run(container, 'echo out; echo err >&2; printf "\\303"; printf "\\r\\n\\001\\002" >&2')

        assert.deepEqual(ran.stdout, Buffer.from('out\n\xc3', 'latin1'))
        assert.equal(ran.stderr, 'err\n\r\n\x01\x02')
      })

      it('passes variables and a long command as they are', async () => {
        const value = `a=b 'c' "d"\n$e \\ ü`
        const command = `printf %s "$VALUE"; : ${'x'.repeat(100_000)}; printf "'"`

        const ran = await open.run(container, command, {env: {VALUE: value}})

        assert.equal(ran.stdout.toString(), `${value}'`)
      })

      it('gives the command its stdin, every byte of it and the end', async () => {
        const bytes = Buffer.from(Array.from({length: 4096}, (_, at) => at % 256))

        const ran = await open.run(container, 'cat; echo end >&2', {stdin: Readable.from([bytes])})

        assert.deepEqual(ran.stdout, bytes)
        assert.equal(ran.stderr, 'end\n')
      })

      it('gives an empty stdin where there is none', async () => {
        assert.deepEqual((await open.run(container, 'wc -c')).stdout.toString().trim(), '0')
      })

      it('ends with the command, also when it leaves stdin unread', async () => {
        const endless = new Readable({
          read() {
            this.push(Buffer.alloc(10_000, 'y'))
          },
        })

        const ran = await open.run(container, 'head -c 3; exit 4', {stdin: endless})

        assert.deepEqual([ran.code, ran.stdout.toString()], [4, 'yyy'])
      })

      it('ends with the command, also when nothing ever comes on stdin', async () => {
        const silent = new Readable({read: () => undefined})

        assert.equal((await open.run(container, 'exit 5', {stdin: silent})).code, 5)
      })

      it('takes pieces of odd sizes, both ways', async () => {
        const bytes = randomBytes(200_003)
        const pieces = [...cut(bytes, [1, 4095, 7, 16_384, 16_385, 3, 50_000])]

        const ran = await open.run(container, 'dd bs=777 2>/dev/null', {stdin: Readable.from(pieces)})

        assert.ok(ran.stdout.equals(bytes))
      })

      it('brings bytes that Docker would look at twice', async () => {
        const bytes = Buffer.from(randomBytes(300_000).map((byte) => [0x1f, 0x1e, 0x61][byte % 3]!))

        const ran = await open.run(container, 'cat', {stdin: Readable.from(cut(bytes, [1024]))})

        assert.ok(ran.stdout.equals(bytes))
      })

      it(`brings ${MIB} MiB there and back`, async () => {
        const bytes = randomBytes(MIB * 1024 * 1024)

        const ran = await open.run(container, 'cat', {stdin: Readable.from(cut(bytes, [64 * 1024]))})

        assert.equal(ran.stdout.length, bytes.length)
        assert.equal(sha256(ran.stdout), sha256(bytes))
      })

      it('says what a command writes when it is written', async () => {
        const stdout = collecting()
        const stdin = new PassThrough()
        const running = open.run(container, 'echo now; read line; echo then', {stdin, stdout: stdout.stream})
        await until(() => stdout.bytes().length > 0)
        const early = stdout.bytes().toString()
        stdin.end('go on\n')
        await running

        assert.deepEqual([early, stdout.bytes().toString()], ['now\n', 'now\nthen\n'])
      })
    })
  }

  it("runs as root, as at AWS, whoever the container's user is", async () => {
    containers['nobody'] = await start(local, baseImage(local), '--user', '65534')

    const ran = await open.run(containers['nobody'], 'id -u')

    assert.equal(ran.stdout.toString(), '0\n')
  })

  it('does not disturb another one', async () => {
    const [first, second] = [randomBytes(300_000), randomBytes(300_000)]

    const ran = await Promise.all(
      [first, second].map((bytes) => open.run(containers['bash']!, 'cat', {stdin: Readable.from([bytes])})),
    )

    assert.ok(ran[0]?.stdout.equals(first) && ran[1]?.stdout.equals(second))
  })

  it('that is cut off ends with SESSION_LOST, and hangs up the command', async () => {
    const stdout = collecting()
    const running = open.run(containers['bash']!, 'echo begun; sleep 4321', {stdout: stdout.stream})
    running.catch(() => undefined)
    while (stdout.bytes().length === 0) await sleep(20)

    open.cut()

    await assert.rejects(running, {code: 'SESSION_LOST'})
    await gone(local, containers['bash']!, '4321')
  })

  it('that is cancelled ends the command', async () => {
    const controller = new AbortController()
    const stdout = collecting()
    const signal = controller.signal
    const running = open.run(containers['bash']!, 'echo begun; sleep 5432', {stdout: stdout.stream, signal})
    running.catch(() => undefined)
    while (stdout.bytes().length === 0) await sleep(20)

    controller.abort('SIGINT')

    await assert.rejects(running, {code: 'CANCELLED'})
    await gone(local, containers['bash']!, '5432')
  })

  it('survives messages that are lost, doubled and overtaken', async () => {
    const bad = await sessions(local.state.dockerHost!, careless)
    const bytes = randomBytes(40_000)

    const ran = await bad.run(containers['bash']!, 'cat; exit 7', {stdin: Readable.from([bytes])})
    await bad.close()

    assert.equal(ran.code, 7)
    assert.ok(ran.stdout.equals(bytes))
  })

  it('is a terminal of the size that it is given, until its shell ends', async () => {
    const {service} = open
    const grant = await service.open({containerId: containers['bash']!, command: 'sh', interactive: true})
    const channel = await openDataChannel(grant, new AbortController().signal)
    const shown: Buffer[] = []
    channel.output.on('data', (chunk: Buffer) => shown.push(chunk))

    channel.resize(101, 43)
    await sleep(300)
    channel.input.write('stty size; exit 3\r')
    const words = await channel.closed

    assert.match(Buffer.concat(shown).toString(), /43 101/)
    assert.equal(words, '')
  })

  it('takes no wrong token', async () => {
    const {streamUrl} = await open.service.open({containerId: containers['bash']!, command: 'sh', interactive: true})

    const opening = openDataChannel({streamUrl, tokenValue: 'wrong'}, new AbortController().signal)

    await assert.rejects(opening, {code: 'SESSION_LOST', message: /Token is not valid/})
  })

  it('says why nothing began, where the image has no shell', async () => {
    containers['shell-less'] = await start(local, baseImage(local))
    await local.docker('exec', '-u', '0', containers['shell-less'], 'sh', '-c', 'rm /bin/sh')

    const running = open.run(containers['shell-less'], 'true')

    await assert.rejects(running, {code: 'SESSION_LOST', message: /"sh": executable file not found/})
  })

  it('that is cancelled before it is open is not opened', async () => {
    const running = open.run(containers['bash']!, 'true', {signal: AbortSignal.abort('SIGINT')})

    await assert.rejects(running, {code: 'CANCELLED'})
  })

  it('says which program the image lacks', async () => {
    containers['bare'] = await start(local, baseImage(local))
    await local.docker('exec', '-u', '0', containers['bare'], 'rm', '/usr/bin/stty')

    const running = open.run(containers['bare'], 'true')

    await assert.rejects(running, {code: 'EXEC_TOOLS_MISSING', message: /has no stty,/})
  })
})

/** A Debian, as the server's image has it. */
function baseImage({state}: LocalAws): string {
  const [repository = ''] = DEFAULT_BASE_IMAGE.split(':')
  return state.standIns[repository] ?? DEFAULT_BASE_IMAGE
}

async function start(local: LocalAws, image: string, ...flags: string[]): Promise<string> {
  return local.docker(
    'run',
    '--detach',
    ...flags,
    '--network',
    'none',
    '--init',
    '--entrypoint',
    'sleep',
    image,
    '100000',
  )
}

async function busyboxImage(local: LocalAws): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'busybox-'))
  await mkdir(join(folder, 'bin'))
  await copyFile(BUSYBOX, join(folder, 'bin', 'busybox'))
  const names = execFileSync(BUSYBOX, ['--list'], {encoding: 'utf8'}).trim().split('\n')
  for (const name of names.filter((each) => each !== 'busybox')) await symlink('busybox', join(folder, 'bin', name))
  const archive = join(folder, 'image.tar')
  execFileSync('tar', ['-C', folder, '-cf', archive, 'bin'])
  await local.docker('import', archive, IMAGE)
  await rm(folder, {recursive: true})
  return IMAGE
}

/** Every 17th message is lost, every fifth comes twice, every seventh after the next one. */
function careless(): Link {
  let count = 0
  let held: Buffer | undefined
  return (message) => {
    count += 1
    const late = held ? [held] : []
    held = undefined
    if (count % 7 === 0) {
      held = message
      return late
    }
    if (count % 17 === 0) return late
    return [message, ...late, ...(count % 5 === 0 ? [message] : [])]
  }
}

/** Waits until no process of the container has that argument. */
async function gone(local: LocalAws, container: string, argument: string): Promise<void> {
  for (const until = Date.now() + 10_000; Date.now() < until; await sleep(100)) {
    if (!(await local.docker('top', container, '-eo', 'pid,args')).includes(argument)) return
  }
  assert.fail(`a process with ${argument} is still there`)
}

function* cut(bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1
    yield bytes.subarray(at, at + size)
    at += size
  }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
