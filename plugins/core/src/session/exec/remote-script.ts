import {exportsOf, quote} from './shell-words.js'

/** What a command needs beside its text. */
export interface RemoteCommand {
  readonly command: string
  readonly env?: Readonly<Record<string, string>>
}

/**
 * What AWS is asked to run. It makes the terminal a plain pipe and asks for the rest over the channel, so the command's length does not
 * count against that of ExecuteCommand. The agent splits it as a shell would (amazon-ssm-agent, agent/session/shell/shell_unix.go):
 * within single quotes nothing is special. `\001…\002` frame what it says, see `read-frames.ts`.
 */
export function bootstrapCommand(nonce: string): string {
  const script = [
    'm=; dd if=/dev/null iflag=fullblock 2>/dev/null || m="$m dd"',
    'if command -v base64 >/dev/null 2>&1; then e=base64; elif command -v od >/dev/null 2>&1; then e=hex; else m="$m base64"; fi',
    '[ "$m" ] || stty raw -echo 2>/dev/null || m="$m stty"',
    `[ "$m" ] && { printf "\\001M${nonce}%s\\002" "$m"; exit 127; }`,
    `printf "\\001H${nonce}%s\\002" "$e"`,
    'IFS= read -r n; s=$(dd bs="$n" count=1 iflag=fullblock 2>/dev/null); eval "$s"',
  ]
  return `sh -c '${script.join('; ')}'`
}

/**
 * The rest: POSIX sh, so that it runs in bash, dash and busybox. `feed` takes frames of stdin from the terminal (a line with their
 * length and the nonce, then their bytes; 0 is the end, K kills all), `pump` makes frames of what the command writes. Frames are in
 * base64, since the agent harms what is no UTF-8 (amazon-ssm-agent, agent/session/shell/shell.go, processStdoutData). Each is written
 * while holding the one byte in the pipe 9, a lock that needs no file. `R` grants another frame of stdin, `D` says that the command has
 * ended, `X` brings its exit code when all it wrote has been sent. `G`: where a frame was to begin there was no nonce, so the terminal
 * has lost or doubled bytes; the command must not take what came for all there was.
 */
export function remoteScript({command, env = {}}: RemoteCommand, nonce: string): string {
  return `
if [ "$e" = base64 ]; then encode() { base64; }; else encode() { od -An -v -tx1; }; fi
put() { read -r _ <&9; printf '\\001%s\\002' "$1" >&8; echo >&9; }
pump() { while c=$(dd bs=32768 count=1 2>/dev/null | encode) && [ "$c" ]; do put "$1$c"; done; }
feed() {
  while read -r n t <&7; do
    [ "$t" = ${nonce} ] || { put G; kill -TERM 0; }
    case $n in 0) return;; K) kill -TERM 0;; esac
    dd bs="$n" count=1 iflag=fullblock <&7 2>/dev/null
    put R
  done
}
run() {
  exec 3>&- 4>&- 7<&- 8>&- 9>&-
  shell=sh; command -v bash >/dev/null 2>&1 && shell=bash
  ${exportsOf(env)}
  exec "$shell" -c ${quote(command)}
}
exec 7<&0 8>&1
: | {
  exec 9<>/proc/self/fd/0 0</dev/null
  echo >&9
  x=$(
    exec 4>&1
    { { feed | { { (run 2>&3); echo $? >&4; put D; } 2>/dev/null; }; } | pump O; } 3>&1 | pump E
  )
  put "X$x"
}`
}
