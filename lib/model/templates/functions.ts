function wordsIn(text: string): string[] {
  return text.trim().split(/\s+/);
}

const BUILT_IN = wordsIn(`
  and or not len index slice print printf println html js urlquery call eq ne lt le gt ge
`);

const SPRIG = wordsIn(`
  abbrev abbrevboth add add1 add1f addf adler32sum ago all any append atoi b32dec b32enc b64dec b64enc base bcrypt
  biggest buildCustomCert camelcase cat ceil chunk clean coalesce compact concat contains date dateInZone dateModify
  date_in_zone date_modify decryptAES deepCopy deepEqual default derivePassword dict dig dir div divf duration
  durationRound empty encryptAES ext fail first float64 floor fromJson genCA genCAWithKey genPrivateKey
  genSelfSignedCert genSelfSignedCertWithKey genSignedCert genSignedCertWithKey get getHostByName has hasKey hasPrefix
  hasSuffix hello htmlDate htmlDateInZone htpasswd indent initial initials int int64 isAbs join kebabcase keys kindIs
  kindOf last list lower max maxf merge mergeOverwrite min minf mod mul mulf mustAppend mustChunk mustCompact
  mustDateModify mustDeepCopy mustFirst mustFromJson mustHas mustInitial mustLast mustMerge mustMergeOverwrite
  mustPrepend mustRegexFind mustRegexFindAll mustRegexMatch mustRegexReplaceAll mustRegexReplaceAllLiteral
  mustRegexSplit mustRest mustReverse mustSlice mustToDate mustToJson mustToPrettyJson mustToRawJson mustUniq
  mustWithout must_date_modify nindent nospace now omit osBase osClean osDir osExt osIsAbs pick pluck plural prepend
  quote randAlpha randAlphaNum randAscii randBytes randInt randNumeric regexFind regexFindAll regexMatch
  regexQuoteMeta regexReplaceAll regexReplaceAllLiteral regexSplit repeat replace rest reverse round semver
  semverCompare seq set sha1sum sha256sum sha512sum shuffle slice snakecase sortAlpha split splitList splitn squote
  sub subf substr swapcase ternary title toDate toDecimal toJson toPrettyJson toRawJson toString toStrings trim
  trimAll trimPrefix trimSuffix trimall trunc tuple typeIs typeIsLike typeOf uniq unixEpoch unset until untilStep
  untitle upper urlJoin urlParse uuidv4 values without wrap wrapWith
`);

const OPERATOR = wordsIn(`
  pkcs12key pkcs12keyPass pkcs12cert pkcs12certPass pemToPkcs12 pemToPkcs12Pass fullPemToPkcs12 fullPemToPkcs12Pass
  filterPEM filterCertChain jwkPublicKeyPem jwkPrivateKeyPem toYaml fromYaml decodeBase64ToBytes encodeBase64
  secretFrom foldersIn
`);

/** Everything that a template of the operator may call; `secretFrom` and `foldersIn` in v1beta1 only. */
export const TEMPLATE_FUNCTIONS: ReadonlySet<string> = new Set([...BUILT_IN, ...SPRIG, ...OPERATOR]);

/** What a template may call that Infisical's agent renders, beside the agent's own functions. */
export const AGENT_BUILT_IN: ReadonlySet<string> = new Set([...BUILT_IN, ...SPRIG]);

/** Functions that sprig has and the operator takes away, since they would show the operator's own environment. */
export const REFUSED_FUNCTIONS: ReadonlySet<string> = new Set(['env', 'expandenv']);

/** Functions whose result differs from call to call. */
export const CHANGING_FUNCTIONS: ReadonlySet<string> = new Set(
  wordsIn(`
    now ago date dateInZone dateModify date_in_zone date_modify htmlDate htmlDateInZone unixEpoch randAlpha
    randAlphaNum randAscii randNumeric randBytes randInt shuffle uuidv4 bcrypt htpasswd genPrivateKey genCA
    genCAWithKey genSelfSignedCert genSelfSignedCertWithKey genSignedCert genSignedCertWithKey buildCustomCert
    encryptAES getHostByName pemToPkcs12 pemToPkcs12Pass fullPemToPkcs12 fullPemToPkcs12Pass
  `),
);

/** Functions that accept a key that is missing; one that stands among their operands is optional. */
export const TOLERANT_FUNCTIONS: ReadonlySet<string> = new Set(
  wordsIn('default coalesce ternary empty and or not dig'),
);

/** Functions that make text of whatever they get. */
export const TEXT_FUNCTIONS: ReadonlySet<string> = new Set(
  wordsIn('print println html js urlquery quote squote toString trim upper lower b64enc encodeBase64 indent nindent'),
);

/** Functions whose result cannot break the YAML that it is put into. */
export const YAML_SAFE_FUNCTIONS: ReadonlySet<string> = new Set(
  wordsIn(`
    quote squote toJson toRawJson toPrettyJson mustToJson mustToRawJson mustToPrettyJson toYaml indent nindent b64enc
    b32enc encodeBase64 sha1sum sha256sum sha512sum adler32sum len int int64 float64
  `),
);
