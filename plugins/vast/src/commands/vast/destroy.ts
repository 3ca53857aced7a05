import {destroyCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default destroyCommand(vast)
