import {planCommand} from '@aws-stack/kit'

import {substation} from '../../app.js'

export default planCommand(substation)
