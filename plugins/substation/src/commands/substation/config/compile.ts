import {configCompileCommand} from '@aws-stack/kit'

import {substation} from '../../../app.js'

export default configCompileCommand(substation)
