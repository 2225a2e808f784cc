import { groupOf } from '../../lib/model/cluster-scoped-kinds';
import { OPERATOR_GROUP } from '../../lib/model/kinds';
import type { Manifest } from '../../lib/model/manifest';
import { looksLikeCredential, namesCredential } from '../../lib/text/credential-text';
import { asCanonical } from '../comparison/canonical';
import { type Difference, diffTrees } from '../comparison/difference';

/**
 * Where an object does not have what dist says. What it has besides is what API servers, controllers and Argo CD add; of
 * the operator's own resources only the operator adds anything, which the canonical form is without.
 */
export function differingFields(wanted: Manifest, found: Manifest): string[] {
  if (wanted.apiVersion !== found.apiVersion)
    return [`apiVersion: dist has ${wanted.apiVersion}, the cluster ${found.apiVersion}`];
  const isOurs = groupOf(wanted.apiVersion) === OPERATOR_GROUP;
  return diffTrees(asCanonical(wanted), asCanonical(found))
    .filter((one) => one.path[0] !== 'status' && ('was' in one || (isOurs && one.path[0] === 'spec')))
    .map(fieldText);
}

const LONGEST = 80;
/** What may hold values that are nobody's business, whatever they look like. */
const HIDDEN = /(?:^|\.)(?:data|stringData|binaryData|annotations|args|command|env|template)(?:$|[.[])/;

function fieldText({ path, was, is }: Difference): string {
  const shown = path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .slice(1);
  const isPodTemplate = shown.replace(/^spec\.(?:jobTemplate\.spec\.)?template\./, '');
  const [wanted, found] = [was, is].map((value) => valueText(value, isPodTemplate));
  if (wanted === undefined || found === undefined) return `${shown} is not the same`;
  return `${shown}: dist has ${wanted}, the cluster ${found}`;
}

function valueText(value: unknown, path: string): string | undefined {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof text !== 'string' || text.length > LONGEST || HIDDEN.test(path)) return undefined;
  const name = path.split('.').at(-1) ?? '';
  return looksLikeCredential(text) || namesCredential(name) ? undefined : text || '""';
}
