import assert from 'node:assert/strict'

import {parseDockerfile} from './dockerfile.js'

function keywords(text: string): string[] {
  return parseDockerfile(text).instructions.map(({keyword, rest, line}) => `${line} ${keyword} ${rest}`)
}

describe('parseDockerfile', () => {
  it('finds each instruction with the line where it starts', () => {
    const found = keywords('# comment\n\nfrom base:1\n\nRun make\n')

    assert.deepEqual(found, ['3 FROM base:1', '5 RUN make'])
  })

  it('joins continued lines, over comments and empty lines', () => {
    const found = keywords('RUN a && \\\n  # why\n\n  b && \\  \n  c\nUSER x')

    assert.deepEqual(found, ['1 RUN a &&   b &&   c', '6 USER x'])
  })

  it('follows the escape directive', () => {
    const found = keywords('# escape=`\nRUN a `\n  b\nRUN dir c:\\\nUSER x')

    assert.deepEqual(found, ['2 RUN a   b', '4 RUN dir c:\\', '5 USER x'])
  })

  it('does not take the text of a here-document for instructions', () => {
    const found = keywords(
      'RUN <<EOT sh && cat <<-"END"\nFROM one\nEOT\nFROM two\n\tEND\nCOPY <<x /y\nFROM z\nx\nUSER u',
    )

    assert.deepEqual(found, ['1 RUN <<EOT sh && cat <<-"END"', '6 COPY <<x /y', '9 USER u'])
  })

  it('keeps the instructions after a here-document that nobody closes', () => {
    const found = keywords('RUN cat <<EOT\nFROM next:1')

    assert.deepEqual(found, ['1 RUN cat <<EOT', '2 FROM next:1'])
  })

  it('tells flags from the rest, and reads Windows line ends and a byte order mark', () => {
    const {instructions} = parseDockerfile('\uFEFFFROM --platform=linux/amd64 base:1 AS x\r\nRUN true\r\n')

    assert.deepEqual(instructions, [
      {line: 1, keyword: 'FROM', flags: ['--platform=linux/amd64'], rest: 'base:1 AS x'},
      {line: 2, keyword: 'RUN', flags: [], rest: 'true'},
    ])
  })
})
