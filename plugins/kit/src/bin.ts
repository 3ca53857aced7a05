export {Config, Plugin} from '@oclif/core/config'
export {flush} from '@oclif/core/flush'
export {normalizeArgv} from '@oclif/core/help'
export {run} from '@oclif/core/run'

export {reportFailure} from './report-failure.js'
