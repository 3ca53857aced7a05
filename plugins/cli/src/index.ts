export {checkCommand} from './check-command.js'
export {configOf, loadPlugin, type Warn} from './load-config.js'
