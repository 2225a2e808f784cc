import type { Field } from '../../../lib/model/field';
import { type Code, isNode } from '../../typescript/code';
import { kubernetesItems } from './kubernetes-words';
import { type TextCode, withSecretNames } from './secret-names';

/** The volumes of a pod; those of a managed Secret take the name of its construct. */
export function volumesCode(volumes: readonly Field[], nameOfSecret: TextCode): Code {
  return kubernetesItems(volumes, 'Volume')?.map((volume) => {
    // Whoever names none gets an empty folder, and nobody knows that by heart.
    if (isLiteral(volume) && Object.keys(volume).length === 1) return { ...volume, emptyDir: {} };
    return withSecretNames(volume, nameOfSecret);
  });
}

function isLiteral(code: Code): code is { [prop: string]: Code } {
  return typeof code === 'object' && code !== null && !Array.isArray(code) && !isNode(code);
}
