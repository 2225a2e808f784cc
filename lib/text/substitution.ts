/** A variable that Flux (`postBuild`), envsubst, a plugin of Argo CD or a pipeline fills in before the text is applied. */
const VARIABLE = /\$\{[A-Za-z_]\w{0,200}(?:[^\w{}\n][^{}\n]{0,200})?\}/;
/** Words of other tools for the same. */
const OTHERS = new RegExp(
  [
    // Pipelines, and envsubst.
    /\$\([A-Za-z_][\w.-]{0,200}\)|(?:^|[/.:@-])\$[A-Z][A-Z\d_]{1,200}(?=$|[/.:@-])/,
    // Helm, Jinja, gomplate, Kyverno and the generators of Argo CD.
    /\{\{[^{}]{1,500}\}\}/,
    // argocd-vault-plugin, SOPS and vals.
    /<path:[^<>#\n]{1,200}#[^<>\n]{1,200}>|ENC\[AES256_GCM,|^ref\+[a-z\d]+:\/\//,
    // What sed, Maven and Azure DevOps replace.
    /@[A-Z][A-Z\d_]{1,100}@|__[A-Z][A-Z\d_]{0,100}[A-Z\d]__|#\{[A-Za-z_][\w.-]{0,200}\}/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

/** Whether a name, a host or the like is filled in later, wholly or in part: what it then is, nobody can know before. */
export function isSubstituted(text: string): boolean {
  return VARIABLE.test(text) || OTHERS.test(text);
}

/** Whether a text is a template of Helm or of a generator of Argo CD, or has any place that something else fills. */
export function isTemplated(text: string): boolean {
  return /\$\{[^{}]+\}|\{\{|\$\([A-Za-z_]\w*\)/.test(text);
}
