/** A revision as the source of Flux has it, which wants to know what it is. */
export function gitRef(revision: string): object {
  if (/^[0-9a-f]{40}$/.test(revision)) return { commit: revision };
  if (revision.startsWith('refs/')) return { name: revision };
  return /^v?\d+(\.\d+){1,2}([-+][\w.+-]+)?$/.test(revision) ? { tag: revision } : { branch: revision };
}

export function ociRef(revision: string): object {
  return /^sha256:[0-9a-f]{64}$/.test(revision) ? { digest: revision } : { tag: revision };
}
