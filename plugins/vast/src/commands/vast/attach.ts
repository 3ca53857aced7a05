import {attachCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default attachCommand(vast)
