import {execFile} from 'node:child_process'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome']
const OPTIONS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--enable-logging=stderr']

/** A Chromium on this machine; `undefined`: there is none. */
export async function findBrowser(): Promise<string | undefined> {
  for (const browser of BROWSERS) {
    try {
      await promisify(execFile)(browser, ['--version'])
      return browser
    } catch {
      continue
    }
  }
  return undefined
}

export interface Measured {
  readonly boxes: readonly Measure[]
  readonly frames: readonly Measure[]
  readonly arrowLabels: readonly Measure[]
  readonly page: Measure
  /** Of the drawing's background. */
  readonly paper: string
}

export interface Measure {
  readonly id: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  /** Of its texts, without those that are only said. */
  readonly texts: readonly Measure[]
}

/** Puts the sizes of what is drawn in place of the page. */
const MEASURE = `
const measure = (element, texts = []) => {
  const {left, top, right, bottom} = element.getBoundingClientRect()
  return {id: element.parentElement.dataset.id ?? element.textContent, left, top, right, bottom, texts}
}
const all = (selector, root = document) => [...root.querySelectorAll(selector)]
const withTexts = (group) => measure(group.querySelector('rect,path,polygon'), all('text', group).map((text) => measure(text)))
const svg = document.querySelector('svg')
const measured = {
  boxes: all('.box').map(withTexts),
  frames: all('.frame').map(withTexts),
  arrowLabels: all('.arrow text').map((text) => measure(text)),
  page: measure(svg, all('text', svg).map((text) => measure(text))),
  paper: getComputedStyle(svg).backgroundColor,
}
document.documentElement.innerHTML = '<pre>MEASURED' + btoa(unescape(encodeURIComponent(JSON.stringify(measured)))) + '</pre>'
`

/** Opens a page as it is, for what the browser says of it, and a copy with a script that measures, which the page's own policy forbids. */
export async function openPage(
  browser: string,
  html: string,
  {dark = false} = {},
): Promise<{console: string[]; measured: Measured}> {
  const folder = await mkdtemp(join(tmpdir(), 'aws-stack-page-'))
  try {
    const copy = html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
    await writeFile(join(folder, 'page.html'), html)
    await writeFile(
      join(folder, 'copy.html'),
      copy.replace('</body>', () => `<script>${MEASURE}</script></body>`),
    )
    const open = async (file: string) =>
      promisify(execFile)(
        browser,
        [
          ...OPTIONS,
          ...(dark ? ['--blink-settings=preferredColorScheme=0'] : []),
          `--user-data-dir=${join(folder, 'profile')}`,
          '--dump-dom',
          `file://${join(folder, file)}`,
        ],
        {maxBuffer: 64 * 1024 * 1024},
      )
    const {stderr} = await open('page.html')
    const {stdout} = await open('copy.html')
    const [, encoded = ''] = /MEASURED([\w+/=]+)/.exec(stdout) ?? []
    return {
      console: stderr.split('\n').filter((line) => line.includes('CONSOLE')),
      measured: JSON.parse(Buffer.from(encoded, 'base64').toString()) as Measured,
    }
  } finally {
    await rm(folder, {recursive: true, force: true, maxRetries: 5})
  }
}
