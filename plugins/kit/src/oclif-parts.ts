import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

export {Args, Flags}
