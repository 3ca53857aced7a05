import assert from 'node:assert/strict'
import {rmSync} from 'node:fs'

import fc from 'fast-check'

import {agree, hasOracle, oracle, own, programFolder} from './testing/oracle.fixture.js'
import {type Program, programOf} from './testing/program.fixture.js'

const PROGRAMS = Number(process.env['JSONNET_PROGRAMS'] ?? 800)
const SEED = Number(process.env['JSONNET_SEED'] ?? 1)
/** Programs that one run of the oracle takes: its start costs as much as they do. */
const BATCH = 80

interface Findings {
  readonly different: string[]
  succeeded: number
  failed: number
  tooSlow: number
}

/** Compares one program: what is printed, or the first line of the error. */
function compareOne(program: Program, folder: string, findings: Findings): void {
  const [ours, theirs] = [own(program, folder), oracle(program, folder)]
  if (!ours || !theirs) findings.tooSlow++
  else if (!agree(program.source, ours, theirs)) {
    findings.different.push(`${program.source}\n  ours: ${JSON.stringify(ours)}\n  C++:  ${JSON.stringify(theirs)}`)
  }
}

/** Compares programs that succeed here, all in one array; where that differs, each half. */
function compareAll(programs: readonly Program[], folder: string, findings: Findings): void {
  if (programs.length <= 1) return programs.forEach((program) => compareOne(program, folder, findings))
  const together: Program = {mode: 'value', source: `[\n${programs.map(({source}) => source).join(',\n')}\n]`}
  const ours = own(together, folder)
  if (ours && 'printed' in ours && agree('', ours, oracle(together, folder))) return
  const middle = programs.length >> 1
  compareAll(programs.slice(0, middle), folder, findings)
  compareAll(programs.slice(middle), folder, findings)
}

function compare(programs: readonly Program[], folder: string): Findings {
  const findings: Findings = {different: [], succeeded: 0, failed: 0, tooSlow: 0}
  const batch: Program[] = []
  for (const program of programs) {
    const ours = own(program, folder)
    const succeeds = ours !== undefined && 'printed' in ours
    if (succeeds) findings.succeeded++
    else findings.failed++
    if (succeeds && program.mode === 'value') batch.push(program)
    else compareOne(program, folder, findings)
    if (batch.length === BATCH) compareAll(batch.splice(0), folder, findings)
  }
  compareAll(batch, folder, findings)
  return findings
}

describe('generated programs', function () {
  this.timeout(60_000 + PROGRAMS * 200)
  let folder = ''

  before(function () {
    if (!hasOracle()) this.skip()
    folder = programFolder()
  })

  after(() => rmSync(folder, {recursive: true, force: true}))

  it('give the same bytes as the C++ implementation, or the same error', () => {
    const programs = fc.sample(fc.noBias(fc.integer()).map(programOf), {numRuns: PROGRAMS, seed: SEED})

    const findings = compare(programs, folder)

    const {succeeded, failed, tooSlow, different} = findings
    const counts = `JSONNET_SEED=${SEED}: ${succeeded} succeeded, ${failed} failed, ${tooSlow} took too long`
    if (PROGRAMS > 1000) console.log(`      ${counts}, ${different.length} differ`)
    assert.equal(different.length, 0, `${counts}\n${different.join('\n\n')}`)
    assert.ok(succeeded > PROGRAMS / 2 && tooSlow <= PROGRAMS / 100, counts)
  })
})
