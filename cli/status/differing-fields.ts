import { groupOf } from '../../lib/model/cluster-scoped-kinds';
import { Field, type Path } from '../../lib/model/field';
import { OPERATOR_GROUP } from '../../lib/model/kinds';
import type { Manifest } from '../../lib/model/manifest';
import { looksLikeCredential, namesCredential } from '../../lib/text/credential-text';
import { asCanonical } from '../comparison/canonical';
import { type Difference, diffTrees } from '../comparison/difference';
import { eachField, withoutCrdDefaults, writtenField } from './written-fields';

/**
 * Where an object does not have what dist says. What it has besides is what API servers, controllers and Argo CD add; of
 * the operator's own resources only the operator adds anything, which the canonical form is without.
 */
export function differingFields(wanted: Manifest, found: Manifest): string[] {
  if (wanted.apiVersion !== found.apiVersion)
    return [`apiVersion: dist has ${wanted.apiVersion}, the cluster ${found.apiVersion}`];
  const isOurs = groupOf(wanted.apiVersion) === OPERATOR_GROUP;
  const live = withoutCrdDefaults(found, wanted);
  return diffTrees(asCanonical(wanted), asCanonical(live))
    .map((one) => (isOurs ? one : withDefaults(one, wanted, live)))
    .filter((one) => one.path[0] !== 'status' && ('was' in one || (isOurs && one.path[0] === 'spec')))
    .flatMap((one) =>
      isOurs ? eachField(one).map((field) => asWritten(field, wanted, live)) : [fieldText(one, isOurs)],
    );
}

/** With what both say although it is the default, of which the canonical form is without. */
function withDefaults({ path, was, is }: Difference, wanted: Manifest, live: Manifest): Difference {
  const [declared, found] = [wanted, live].map((one) => Field.of(one).at(...path).raw ?? undefined);
  const [left, right] = [declared ?? was, found ?? is];
  return { path, ...(left !== undefined && { was: left }), ...(right !== undefined && { is: right }) };
}

/** By the names that the objects themselves have, where the canonical form has others. */
function asWritten(difference: Difference, wanted: Manifest, live: Manifest): string {
  const [ours, theirs] = [wanted, live].map((one) => writtenField(one, difference.path));
  const isAsWritten = ours !== undefined || theirs !== undefined;
  if (!isAsWritten || (ours !== undefined && theirs !== undefined && shownPath(ours.path) === shownPath(theirs.path)))
    return fieldText(difference, true);
  const [path, other] = [(theirs ?? ours)?.path ?? difference.path, ours?.path];
  const text = fieldText({ path, was: ours?.value, is: theirs?.value }, true);
  const isElsewhere = theirs !== undefined && other !== undefined;
  return isElsewhere ? `${text} (in dist it is ${shownPath(other)})` : text;
}

const LONGEST = 80;
/** What may hold values that are nobody's business, whatever they look like. */
const HIDDEN = /(?:^|\.)(?:data|stringData|binaryData|annotations|args|command|env|template)(?:$|[.[])/;

function fieldText({ path, was, is }: Difference, isOurs: boolean): string {
  const shown = shownPath(path);
  const inTemplate = shown.replace(/^spec\.(?:jobTemplate\.spec\.)?template\./, '');
  const [wanted, found] = [was, is].map((value) => valueText(value, inTemplate, isOurs));
  if (wanted === undefined || found === undefined) return `${shown} is not the same`;
  return `${shown}: dist has ${wanted}, the cluster ${found}`;
}

function shownPath(path: Path): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .slice(1);
}

function valueText(value: unknown, path: string, isOurs: boolean): string | undefined {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof text !== 'string' || text.length > LONGEST || HIDDEN.test(path)) return undefined;
  const name = path.split('.').at(-1) ?? '';
  // The operator's resources name Secrets, and hold none.
  return looksLikeCredential(text) || (!isOurs && namesCredential(name)) ? undefined : text || '""';
}
