/** The version that the tag of an image tells: `v0.11.7`; undefined where it has none, or one that names no version. */
export function imageVersion(image: string): string | undefined {
  return /:(v?\d+\.\d+\.\d+(?:[-+][\w.+-]{1,60})?)(?:@|$)/.exec(image)?.[1];
}
