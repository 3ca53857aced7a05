import {StackError} from '../errors.js'

const ABOUT_CONTENT = ['CONFIG_INVALID', 'CONFIG_TOO_LARGE']

/** AppConfig does not say which configuration it refuses; of many that are released side by side, the error names it. */
export async function nameConfig<Result>(profile: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!StackError.is(error) || !ABOUT_CONTENT.includes(error.code) || 'profile' in error.details) throw error
    const {code, message, details, blame, suggestions} = error
    throw new StackError(code, `${profile}: ${message}`, {
      blame,
      suggestions,
      details: {profile, ...details},
      cause: error,
    })
  }
}
