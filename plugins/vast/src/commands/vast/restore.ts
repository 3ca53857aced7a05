import {restoreCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default restoreCommand(vast)
