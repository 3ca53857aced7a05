import {planCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default planCommand(vast)
