/** oclif takes its help class from a file of the CLI's own package only. */
export {default} from '@aws-stack/kit/help'
