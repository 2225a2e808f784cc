const PAGE = 'https://github.com/cdk8s-infisical/cdk8s-infisical/blob/main/docs/rules.md';

/** Where the documentation explains a rule: why it is there, what breaks it, and what does not. */
export function rulePage(rule: string): string {
  return `${PAGE}#${rule.toLowerCase()}`;
}
