/** What kustomize says that has no value in it, by what it looks like; the rest may quote what a file holds. */
const KNOWN: readonly (readonly [RegExp, (found: readonly string[]) => string])[] = [
  [
    /failed to find unique target for patch ([\w.[\]-]+\/[\w.[\]-]+)/,
    ([target]) => `there is nothing to patch that is ${target}`,
  ],
  [/no matches for Id ([\w.[\]-]+\/[\w.[\]-]+)/, ([id]) => `there is nothing that is ${id}`],
  [
    /file '[^'\n]*?([\w.-]+)' is not in or below/,
    ([file]) => `it takes the file ${file} of another folder, which kustomize refuses`,
  ],
  [/may not add resource with an already registered id: ([\w.[\]-]+\/[\w.[\]-]+)/, ([id]) => `${id} is there twice`],
  [/invalid Kustomization: .*unknown field "(\w+)"/, ([field]) => `kustomize does not know the field ${field}`],
  [/cycle detected/, () => 'kustomizations take one another in a circle'],
  [/unable to find one of 'kustomization\.yaml'/, () => 'a folder that it takes has no kustomization'],
];

/** Why kustomize could not make its objects, without a word of what they hold. */
export function kustomizeFailure(stderr: string): string {
  for (const [pattern, textOf] of KNOWN) {
    const found = pattern.exec(stderr);
    if (found !== null) return textOf(found.slice(1));
  }
  return 'kustomize fails: run it to see why';
}
