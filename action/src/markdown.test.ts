import assert from 'node:assert/strict'

import {code, codeBlock, details, escapeMarkdown, markdownTable} from './markdown.js'

describe('escapeMarkdown', () => {
  it('leaves nothing that GitHub makes something of', () => {
    const text = escapeMarkdown('- @alice see #12, *b* | <b> `c` https://github.com/a/b/issues/1 :tada: GH-7 ffac537e')

    assert.equal(
      text,
      '&#45; @&#8203;alice see #&#8203;12, &#42;b&#42; &#124; &#60;b&#62; &#96;c&#96; https&#58;/&#8203;/github.com/a/b/issues/1 &#58;tada&#58; GH-&#8203;7 ffac53&#8203;7e',
    )
  })

  it('makes one line of several', () => {
    assert.equal(escapeMarkdown('1. first\n\n# second\t'), '1&#46; first #&#8203; second')
  })
})

describe('code', () => {
  it('holds whatever the text holds, in a cell too', () => {
    assert.equal(code('a|b `c` </code> @d'), '<code>a&#124;b &#96;c&#96; &#60;/code&#62; &#64;d</code>')
  })
})

describe('codeBlock', () => {
  it('has a fence that nothing in it closes', () => {
    assert.equal(codeBlock('```\n@a\n````', 'diff'), '`````diff\n```\n@a\n````\n`````')
  })

  it('takes colours away', () => {
    assert.equal(codeBlock('\u001B[31mred\u001B[0m\u0007'), '```\nred\n```')
  })
})

describe('details', () => {
  it('has the blank lines that Markdown needs within HTML', () => {
    assert.equal(details('one', '- a'), '<details><summary>one</summary>\n\n- a\n\n</details>')
  })
})

describe('markdownTable', () => {
  it('has numbers to the right', () => {
    assert.equal(
      markdownTable(['part', 'add'], [['network', '1']], [1]),
      '| part | add |\n| :-- | --: |\n| network | 1 |',
    )
  })
})
