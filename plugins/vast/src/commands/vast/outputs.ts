import {outputsCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default outputsCommand(vast)
