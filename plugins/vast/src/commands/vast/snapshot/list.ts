import {snapshotListCommand} from '@aws-stack/kit'

import {vast} from '../../../app.js'

export default snapshotListCommand(vast)
