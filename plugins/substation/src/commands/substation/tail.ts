import {tailCommand} from '@aws-stack/kit'

import {substation} from '../../app.js'

export default tailCommand(substation)
