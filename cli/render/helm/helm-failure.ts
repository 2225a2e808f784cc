/** What Helm says that has no value in it, by what it looks like; the rest may quote the values that it was given. */
const KNOWN: readonly (readonly [RegExp, (found: readonly string[]) => string])[] = [
  [
    /found in Chart\.yaml, but missing in charts\/ directory: ([\w.,\s-]+)/,
    ([names]) => `charts are not in charts/ (${names.trim()}): run \`helm dependency build\` first`,
  ],
  [
    /chart requires kubeVersion: ([\w.<>=~^|,*\s-]+?) which is incompatible with Kubernetes (v[\w.+-]+)/,
    ([wanted, has]) =>
      `it wants Kubernetes ${wanted}, and helm takes ${has}: name the release in kubernetes.version of cdk8s-infisical.yaml`,
  ],
  [/values don't meet the specifications of the schema/, () => 'its values do not fit its values.schema.json'],
  [/library charts are not installable/, () => 'it is a library, which only other charts use'],
  [/failed to parse ([\w./-]+): error/, ([file]) => `${file} is no YAML`],
];

const IN_TEMPLATE = /(?:template: |parse error at \(|at \()([\w./-]+\.(?:ya?ml|tpl|txt|json)):(\d+)(?::(\d+))?/;
const WHY: readonly (readonly [RegExp, (found: readonly string[]) => string])[] = [
  [/nil pointer evaluating interface \{\}\.(\w+)/, ([name]) => `what should have the field ${name} is not there`],
  [/function "(\w+)" not defined/, ([name]) => `there is no function ${name}`],
  [/no template "([\w./-]+)"/, ([name]) => `there is no template ${name}`],
  [/error calling include/, () => 'what it includes fails'],
  [/error calling (?:required|fail)/, () => 'it says itself that a value is missing or wrong'],
];

/** Why Helm could not render a chart, without a word of its values. */
export function helmFailure(stderr: string): string {
  for (const [pattern, textOf] of KNOWN) {
    const found = pattern.exec(stderr);
    if (found !== null) return textOf(found.slice(1));
  }
  const place = IN_TEMPLATE.exec(stderr);
  if (place === null) return 'helm template fails: run it to see why';
  const [, file, line, column] = place;
  const where = [file, line, column].filter((part) => part !== undefined).join(':');
  const reason = WHY.flatMap(([pattern, textOf]) => {
    const found = pattern.exec(stderr);
    return found === null ? [] : [textOf(found.slice(1))];
  })[0];
  return `its template ${where} fails${reason === undefined ? ': run helm template to see why' : `: ${reason}`}`;
}
