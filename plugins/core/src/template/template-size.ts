import {StackError} from '../errors.js'

/** CloudFormation's limit in bytes for a template that is sent with the call; a larger one would have to go through a bucket. */
const LARGEST = 51_200

/** Throws `TEMPLATE_TOO_LARGE`: before anything is made that such a stack would follow. */
export function assertTemplateSize(stack: string, text: string): void {
  const size = Buffer.byteLength(text)
  if (size <= LARGEST) return
  throw new StackError(
    'TEMPLATE_TOO_LARGE',
    `the template of ${stack} has ${size} bytes; CloudFormation takes ${LARGEST}`,
    {details: {stack, size, limit: LARGEST}},
  )
}
