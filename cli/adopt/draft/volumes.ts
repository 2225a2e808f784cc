import type { Field } from '../../../lib/model/field';
import { type Code, isNode } from '../../typescript/code';
import { kubernetesItems } from './kubernetes-words';

/** The name of a Secret as code: that of a construct where the program has one. */
export type TextCode = (name: string) => Code;

/** The volumes of a pod; those of a managed Secret take the name of its construct. */
export function volumesCode(volumes: readonly Field[], nameOfSecret: TextCode): Code {
  return kubernetesItems(volumes, 'Volume')?.map((volume) => {
    if (!isLiteral(volume)) return volume;
    // Whoever names none gets an empty folder, and nobody knows that by heart.
    if (Object.keys(volume).length === 1) return { ...volume, emptyDir: {} };
    if (!isLiteral(volume.secret)) return volume;
    const { secretName, ...rest } = volume.secret;
    if (typeof secretName !== 'string') return volume;
    return { ...volume, secret: { secretName: nameOfSecret(secretName), ...rest } };
  });
}

function isLiteral(code: Code): code is { [prop: string]: Code } {
  return typeof code === 'object' && code !== null && !Array.isArray(code) && !isNode(code);
}
