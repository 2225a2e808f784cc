/** Whether something else puts a part in before the text is read: Flux, envsubst, Helm or a generator of Argo CD. */
export function isSubstituted(text: string): boolean {
  return /\$\{[^{}]+\}|\{\{|\$\([A-Za-z_]\w*\)/.test(text);
}
