import { fields, type Manifest } from '../../../lib/validation/manifest';
import { type Code, Construction } from '../../typescript/code';
import { SERVER_FIELDS } from '../compare/defaults';
import { withoutDefaults } from '../compare/without-defaults';
import type { Place } from './metadata';
import { cdk8s, THIS } from './words';

/** The object as it stands, for what no construct is made for. */
export function rawObject(manifest: Manifest, place: Place): (id: string) => Construction {
  const copy = structuredClone(manifest) as unknown as { [field: string]: Code };
  withoutDefaults(copy, SERVER_FIELDS);
  const { namespace, annotations, ...metadata } = fields(copy.metadata) as { [field: string]: Code };
  const literal = {
    ...copy,
    metadata: {
      ...metadata,
      ...(Object.keys(fields(annotations)).length > 0 && { annotations }),
      ...(namespace !== place.namespace && { namespace }),
    },
  };
  return (id) => new Construction(cdk8s('ApiObject'), THIS, id, literal);
}
