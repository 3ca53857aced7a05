import xterm from '@xterm/headless'

/** A terminal of xterm.js without a window: what a user sees, with reflow. */
export interface Screen {
  readonly columns: number
  readonly rows: number
  /** What was written, piece by piece. */
  readonly written: readonly string[]
  write(text: string): void
  resize(columns: number, rows: number): Promise<void>
  /** With what has scrolled off, without empty lines at the end. A line that the terminal has wrapped is one. */
  lines(): Promise<string[]>
  /** What is in the window now. */
  visible(): Promise<string[]>
}

export function createScreen(columns = 80, rows = 24): Screen {
  const terminal = new xterm.Terminal({cols: columns, rows, convertEol: true, allowProposedApi: true, scrollback: 5000})
  const written: string[] = []
  const settled = () => new Promise<void>((resolve) => terminal.write('', resolve))
  const read = (from: number): string[] => {
    const {active} = terminal.buffer
    const lines: string[] = []
    for (let row = from; row < active.length; row += 1) {
      const line = active.getLine(row)
      const text = line?.translateToString(true) ?? ''
      if (line?.isWrapped && lines.length > 0) lines.push(`${lines.pop()}${text}`)
      else lines.push(text)
    }
    while (lines.at(-1) === '') lines.pop()
    return lines
  }
  return {
    get columns() {
      return terminal.cols
    },
    get rows() {
      return terminal.rows
    },
    written,
    write(text) {
      written.push(text)
      terminal.write(text)
    },
    async resize(columns, rows) {
      await settled()
      terminal.resize(columns, rows)
    },
    async lines() {
      await settled()
      return read(0)
    },
    async visible() {
      await settled()
      return read(terminal.buffer.active.baseY)
    },
  }
}
