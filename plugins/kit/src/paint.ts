import {stripVTControlCharacters, styleText} from 'node:util'

type Format = Parameters<typeof styleText>[0]

/** What a text means, not how it looks. Formatters always paint; `fitted` takes it off again where it cannot be shown. */
export const paint = {
  title: painted('bold'),
  added: painted('green'),
  changed: painted('yellow'),
  removed: painted('red'),
  danger: painted(['bold', 'red']),
  quiet: painted('dim'),
}

/** To tell several of a kind apart, in turn. */
export const DISTINCT = [painted('cyan'), painted('magenta'), painted('blue'), painted('yellow'), painted('green')]

/** The text as this stream can show it. */
export function fitted(
  text: string,
  stream: {readonly isTTY?: boolean | undefined},
  environment: NodeJS.ProcessEnv,
): string {
  return takesColour(stream, environment) ? text : stripVTControlCharacters(text)
}

/** As Node itself does: `FORCE_COLOR` goes before `NO_COLOR` (see `tty.WriteStream.getColorDepth`). */
function takesColour(stream: {readonly isTTY?: boolean | undefined}, environment: NodeJS.ProcessEnv): boolean {
  const forced = environment['FORCE_COLOR']
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  if (environment['NO_COLOR']) return false
  return stream.isTTY === true && environment['TERM'] !== 'dumb'
}

function painted(format: Format): (text: string) => string {
  return (text) => styleText(format, text, {validateStream: false})
}
