/** Why something cannot be rendered; cdk8s says before the reason which object it is. */
export function renderingFailure(error: unknown): { readonly path?: string; readonly reason: string } {
  const message = error instanceof Error ? error.message : String(error);
  const [, path, reason] =
    /^Failed serializing construct at path '([^']*)' with name '[^']*': (.*)$/s.exec(message) ?? [];
  return path === undefined ? { reason: message } : { path, reason };
}
