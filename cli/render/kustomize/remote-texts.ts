/** What kustomize would fetch, over HTTP or with git; `name=` may stand before a file. */
const REMOTE = /^\s*(?:[^\s=]*=)?\s*(?:[a-z][a-z\d+.-]*:\/\/|git::|gh:|[\w.-]+@[\w.-]+:)/i;
/** How git repositories are told from folders, for which a folder of that name is no hindrance. */
const REPOSITORY = /[?#]|\.git(?:\/|$)|_git\/|^(?:www\.)?github\.com(?:[/:]|$)|^[\w.+-]+:/i;

/** Settings of kustomize that name no file: any text may stand there. */
const NO_FILES = [
  ...['metadata', 'commonLabels', 'commonAnnotations', 'labels', 'images', 'vars', 'replicas', 'generatorOptions'],
  ...['patch', 'literals', 'options', 'target', 'sourceValue'],
];

/** Whether kustomize takes it for a repository, whatever is there. */
export function isRemoteFolder(path: string): boolean {
  return REMOTE.test(path) || REPOSITORY.test(path);
}

/** The first text of a kustomization that names something on another machine. */
export function remoteTextIn(content: unknown): string | undefined {
  if (typeof content === 'string') return REMOTE.test(content) ? content : undefined;
  if (content === null || typeof content !== 'object') return undefined;
  for (const [name, value] of Object.entries(content)) {
    // Go reads names in any case, and of these no other has a meaning.
    if (NO_FILES.includes(name)) continue;
    const found = remoteTextIn(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
