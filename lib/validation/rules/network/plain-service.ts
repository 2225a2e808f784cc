import { fields } from '../../../json/json';
import type { Part } from '../../../schemas/parts';

const FIELDS = ['ports', 'selector', 'type'];

/** Whether it says nothing but which ports of which pods the cluster reaches, as most do. */
export function isPlainService({ spec, metadata }: Part['raw']): boolean {
  const own = fields(spec);
  const { type = 'ClusterIP', ports } = own;
  return (
    type === 'ClusterIP' &&
    Array.isArray(ports) &&
    ports.length > 0 &&
    ports.every((port) => port?.nodePort === undefined) &&
    Object.keys(own).every((name) => FIELDS.includes(name)) &&
    fields(metadata).annotations === undefined
  );
}
