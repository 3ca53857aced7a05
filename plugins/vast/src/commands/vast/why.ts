import {whyCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default whyCommand(vast)
