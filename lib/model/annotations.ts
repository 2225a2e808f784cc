import { byteLength } from '../text/byte-length';
import type { Field } from './field';

/** What the annotations of an object may have in all. */
export const MOST_ANNOTATION_BYTES = 256 * 1024;

/** How many bytes annotations have: names and values. */
export function annotationBytes(annotations: Field): number {
  return annotations
    .entries()
    .reduce((sum, [key, { raw }]) => sum + byteLength(key) + (typeof raw === 'string' ? byteLength(raw) : 0), 0);
}

/** Annotations that say which profile a pod, or the container whose name follows, runs with; today, fields say so. */
export const SECCOMP_OF_POD = 'seccomp.security.alpha.kubernetes.io/pod';
export const SECCOMP_OF_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
export const APP_ARMOR_OF_CONTAINER = 'container.apparmor.security.beta.kubernetes.io/';
