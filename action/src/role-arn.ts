/** AWS calls it "Role ARN" ("IAM identifiers" of the IAM user guide). */
export function isRole(arn: string): boolean {
  return /^arn:aws[\w-]*:iam::\d{12}:role\/.+$/.test(arn)
}
