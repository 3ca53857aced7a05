import {snapshotCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default snapshotCommand(vast)
