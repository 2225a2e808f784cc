import type { Field } from './field';

/** Whether pods get containers that nobody wrote when they are made: `sidecar.istio.io/inject`, `linkerd.io/inject`. */
export function getsContainersInjected(metadata: Field): boolean {
  const marks = [metadata.at('annotations'), metadata.at('labels')].flatMap((place) => place.entries());
  return marks.some(([name]) => /\binject/.test(name));
}
