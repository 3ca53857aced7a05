import {imageBuildCommand} from '@aws-stack/kit'

import {vast} from '../../../app.js'

export default imageBuildCommand(vast)
