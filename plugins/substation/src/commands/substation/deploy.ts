import {deployCommand} from '@aws-stack/kit'

import {substation} from '../../app.js'

export default deployCommand(substation)
