import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {mkdtemp, readFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import fc from 'fast-check'

import {unpackZip} from './unpack-zip.js'

/** As Python's zipfile makes one, an independent witness: `[name, content, mode, packed]` each. */
async function zipOf(...entries: [name: string, content: string, mode: number, packed?: boolean][]): Promise<Buffer> {
  const file = join(await mkdtemp(join(tmpdir(), 'zip-')), 'layer.zip')
  const program = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as archive:
    for name, content, mode, *packed in json.loads(sys.argv[2]):
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        archive.writestr(entry, content, zipfile.ZIP_STORED if packed == [False] else zipfile.ZIP_DEFLATED)
    archive.comment = b'made by a test'
`
  execFileSync('python3', ['-c', program, file, JSON.stringify(entries)])
  return readFile(file)
}

describe('unpackZip', () => {
  it('gives files with their modes, packed or not, and leaves folders out', async () => {
    const zip = await zipOf(
      ['extensions/', '', 0o40755],
      ['extensions/agent', 'x'.repeat(5000), 0o100755],
      ['größe', 'stored', 0o100640, false],
      ['empty', '', 0o100644],
    )

    const files = unpackZip(zip).map(({path, mode, bytes}) => [path, mode, bytes.toString()])

    assert.deepEqual(files, [
      ['extensions/agent', 0o755, 'x'.repeat(5000)],
      ['größe', 0o640, 'stored'],
      ['empty', 0o644, ''],
    ])
  })

  for (const path of ['../out', '/etc/passwd', 'a/../../b', 'a//b', 'a\\b'])
    it(`refuses what would leave its folder: ${path}`, async () => {
      const zip = await zipOf([path, 'x', 0o100644])

      assert.throws(() => unpackZip(zip), /it holds the path/)
    })

  it('refuses a symbolic link', async () => {
    const zip = await zipOf(['link', '/etc/passwd', 0o120777])

    assert.throws(() => unpackZip(zip), /link is a symbolic link/)
  })

  it('refuses what is no zip, and what unpacks to more than it says', async () => {
    const zip = await zipOf(['agent', 'x'.repeat(100_000), 0o100755])
    const entry = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    zip.writeUInt32LE(10, entry + 24)

    assert.throws(() => unpackZip(Buffer.from('no zip')), /it is no zip/)
    assert.throws(() => unpackZip(zip))
  })

  it('never gives other bytes than were packed, whichever byte of the zip is another one', async () => {
    const zip = await zipOf(['agent', 'the content of the agent '.repeat(40), 0o100755])
    const [whole] = unpackZip(zip)

    fc.assert(
      fc.property(fc.nat(zip.length - 1), fc.integer({min: 1, max: 255}), (at, change) => {
        const damaged = Buffer.from(zip)
        damaged[at] = (damaged[at] ?? 0) ^ change
        let files
        try {
          files = unpackZip(damaged)
        } catch {
          return
        }
        for (const {bytes} of files) assert.deepEqual(bytes, whole?.bytes)
      }),
    )
  })
})
