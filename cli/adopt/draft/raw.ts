import type { Manifest } from '../../../lib/model/manifest';
import { withoutOwnOfOperator } from '../../comparison/canonical';
import { SERVER_FIELDS } from '../../comparison/defaults';
import { dropDefaults } from '../../comparison/drop-defaults';
import { NewExpression } from '../../typescript/code';
import { type Make, type Patch, pointerPart } from './draft';
import { cdk8s, type Props, THIS } from './expressions';
import type { ManagedSecrets } from './managed-names';
import type { TargetChart } from './metadata';
import { secretNames, withSecretNames } from './secret-names';

/** The object as it stands, for what no construct is made for; Secrets that it names have the names of their constructs. */
export function rawObject(
  manifest: Manifest,
  chart: TargetChart,
  secrets: ManagedSecrets = new Map(),
): { readonly make: Make; readonly patches: Patch[] } {
  const copy = withoutOwnOfOperator(manifest) as unknown as Props;
  dropDefaults(copy, SERVER_FIELDS);
  const patches = takeOut(copy, '');
  const { namespace, annotations = {}, ...metadata } = copy.metadata as Props;
  const literal = {
    ...copy,
    metadata: {
      ...metadata,
      ...(Object.keys(annotations as object).length > 0 && { annotations }),
      ...(namespace !== chart.namespace && { namespace }),
    },
  };
  const code = isOfKubernetes(manifest) ? withSecretNames(literal, secretNames(secrets)) : literal;
  return { make: (id) => new NewExpression(cdk8s('ApiObject'), THIS, id, code), patches };
}

/** Of other kinds nobody here knows which names are those of Secrets. */
function isOfKubernetes({ apiVersion }: Manifest): boolean {
  const [group] = apiVersion.split('/');
  return !group.includes('.') || group.endsWith('.k8s.io');
}

/**
 * Fields that cdk8s cannot read in an ApiObject, taken out in place: patches bring them back. What they would leave empty
 * goes with them, as cdk8s leaves that out.
 */
function takeOut(holder: object, at: string): Patch[] {
  return Object.entries(holder).flatMap(([name, item]): Patch[] => {
    if ((typeof item !== 'object' || item === null) && name !== 'constructor') return [];
    const path = `${at}/${pointerPart(name)}`;
    const whole: Patch = { operation: 'add', path, value: structuredClone(item) };
    const patches = name === 'constructor' ? [whole] : takeOut(item, path);
    const isEmptied = patches.length > 0 && Object.keys(Object(item)).length === 0 && !Array.isArray(holder);
    if (name !== 'constructor' && !isEmptied) return patches;
    delete (holder as { [field: string]: unknown })[name];
    return [whole];
  });
}
