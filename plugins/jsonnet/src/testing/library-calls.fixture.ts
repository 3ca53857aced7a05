/** A call of each of these functions. */
export const calls = (names: string, args: string): string[] => names.split(' ').map((name) => `std.${name}(${args})`)

/** Functions of the library with how many arguments they take; they are called with anything too. */
export const FUNCTIONS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    1: `abs acos asciiLower asciiUpper asin atan base64 ceil codepoint decodeUTF8
      deepJoin encodeUTF8 escapeStringBash escapeStringDollars escapeStringJson escapeStringPython exp exponent extVar
      flattenArrays floor isArray isBoolean isFunction isNumber isObject isString length lines log manifestIni manifestJson
      manifestJsonMinified manifestPython manifestPythonVars manifestToml manifestXmlJsonml manifestYamlDoc
      manifestYamlStream mantissa md5 native objectFields objectFieldsAll objectValues objectValuesAll parseHex parseInt
      parseJson parseOctal prune reverse set sign sort sqrt stringChars toString type uniq`,
    2: `assertEqual count endsWith equals filter find findSubstr flatMap get join lstripChars makeArray
      manifestJsonEx manifestTomlEx manifestYamlDoc map mapWithIndex mapWithKey max member mergePatch min mod modulo
      objectFieldsEx objectHas objectHasAll pow primitiveEquals range repeat resolvePath rstripChars sort split startsWith stripChars trace uniq __compare`,
    3: 'clamp filterMap foldl foldr get objectHasEx splitLimit strReplace substr',
    4: 'slice get',
  }).flatMap(([count, names]) => names.split(/\s+/).map((name): [string, number] => [name, Number(count)])),
)
