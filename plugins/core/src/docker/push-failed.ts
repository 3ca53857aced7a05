import {StackError} from '../errors.js'
import {FREE_SPACE, isDiskFull} from './disk-full.js'

/** Why a push did not come to its end, and whether another try may. */
export type PushVerdict =
  {readonly kind: 'exists'} | {readonly kind: 'failed'; readonly error: StackError; readonly passing: boolean}

const EXISTS = /cannot be overwritten because the (?:repository|tag) is immutable/i
const PASSING =
  /connection reset|broken pipe|unexpected EOF|\bEOF$|timeout|too ?many ?requests|(?:HTTP|status|code):? (?:429|50\d)|without a digest/i
const DENIED =
  /unauthorized|denied|no basic auth credentials|authentication required|authorization|forbidden|\b40[13]\b/i
const UNREACHABLE = /dial tcp|no such host|connection refused|no route|x509|certificate|HTTP response to HTTPS/i
const NO_REPOSITORY = /name unknown|repository .*(?:does not exist|not found)|NAME_UNKNOWN/i
const NO_IMAGE = /does not exist locally|tag does not exist|no such image/i

/** Judges by the engine's words, which are the registry's where there is an answer: no code comes with them. */
export function judgePush(reference: string, message: string): PushVerdict {
  const [, registry = '', repository = ''] = /^([^/]*)\/(.*?)(?::[^:/]*)?$/.exec(reference) ?? []
  // A repository may be named after any of the words below.
  const words = message.replaceAll(repository, '')
  if (EXISTS.test(words)) return {kind: 'exists'}
  const passing = PASSING.test(words)
  const failed = (code: string, text: string, blame: 'user' | 'aws', suggestions: string[] = []): PushVerdict => ({
    kind: 'failed',
    passing,
    error: new StackError(code, `${text}: ${message}`, {
      blame,
      suggestions,
      details: {reference, reason: message},
    }),
  })
  if (passing || UNREACHABLE.test(words))
    return failed('REGISTRY_UNREACHABLE', `cannot push ${reference}, the registry ${registry} cannot be reached`, 'aws')
  if (NO_IMAGE.test(words)) return failed('IMAGE_NOT_FOUND', `there is no image ${reference} to push`, 'user')
  if (NO_REPOSITORY.test(words)) return failed('NOT_FOUND', `there is no repository for ${reference}`, 'user')
  if (DENIED.test(words))
    return failed('REGISTRY_DENIED', `the registry ${registry} refused the push of ${reference}`, 'aws')
  if (isDiskFull(words)) return failed('PUSH_FAILED', `the push of ${reference} failed`, 'user', FREE_SPACE)
  return failed('PUSH_FAILED', `the push of ${reference} failed`, 'aws')
}
