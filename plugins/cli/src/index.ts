export {checkCommand} from './check-command.js'
export {configOf, loadPlugin, type Warn} from './load-config.js'
export {reasonOf} from './reason-of.js'
