import {importCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default importCommand(vast)
