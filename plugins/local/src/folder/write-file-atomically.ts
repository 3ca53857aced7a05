import {rename, writeFile} from 'node:fs/promises'

/** A reader sees the old text or the new one, never half of it. */
export async function writeFileAtomically(file: string, text: string, mode = 0o644): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`
  await writeFile(temporary, text, {mode})
  await rename(temporary, file)
}
