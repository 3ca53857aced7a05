import {invalidInputs} from './invalid-inputs.js'

/** Makes it the working directory. Throws `INPUT_INVALID` where there is no such folder, or none for us. */
export function enter(folder: string): void {
  try {
    process.chdir(folder)
  } catch (cause) {
    const problem = {input: 'working-directory', value: folder, message: 'is no folder that can be entered'}
    throw invalidInputs([problem], {cause})
  }
}
