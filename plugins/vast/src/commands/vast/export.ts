import {exportCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default exportCommand(vast)
