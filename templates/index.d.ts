/** Absolute path of a template of this package: `templatePath('vast/network.yaml')`. */
export declare function templatePath(file: string): string
