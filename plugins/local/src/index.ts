export {localStatus, type LocalStatus} from './lifecycle/local-status.js'
export {resetLocal} from './lifecycle/reset-local.js'
export {startLocal, type StartLocalOptions} from './lifecycle/start-local.js'
export {stopLocal, type StopResult} from './lifecycle/stop-local.js'
