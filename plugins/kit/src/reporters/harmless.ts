const SEQUENCES = /\u001B(?:\[(?![\d;]*m)[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[^[\]])/g
const CONTROLS = /[\0-\u0008\u000B-\u001A\u001C-\u001F\u007F-\u009F]/g

/** Text of others (a build's log, AWS's reasons) with its colours, and nothing that moves the cursor or clears the screen. */
export function harmless(text: string): string {
  return text.replaceAll(SEQUENCES, '').replaceAll(CONTROLS, '')
}

/** For a line that must stay one: no line ends or tabs either. */
export function oneLine(text: string): string {
  return harmless(text.replaceAll(/[\t\n\r\v\f]\s*/g, ' '))
}
