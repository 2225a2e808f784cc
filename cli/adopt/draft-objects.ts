import * as cdk8s from 'cdk8s';
import * as plus from 'cdk8s-plus-28';
import { problemsOf } from '../../lib/evaluation/construct-problems';
import { Field } from '../../lib/model/field';
import type { Manifest } from '../../lib/model/manifest';
import { PROPS_RULES } from '../../lib/validation/rules/props-rules';
import { asCanonical, withoutOwnOfOperator } from '../comparison/canonical';
import { type Difference, diffTrees } from '../comparison/difference';
import { type Reference, Variable } from '../typescript/code';
import { evaluate } from '../typescript/evaluate';
import { type Draft, type Make, type Patch, pointerPart } from './draft/draft';
import type { TargetChart } from './draft/metadata';

/** The objects that a declaration makes in a chart of its own; undefined if it fails. */
export function objectsMadeBy(
  make: Make,
  id: string,
  chart: TargetChart,
  patches: readonly Patch[] = [],
): Manifest[] | undefined {
  try {
    const scope = new cdk8s.Chart(new cdk8s.App(), 'draft', chart);
    const variables = new Placeholders(scope);
    const construct = evaluate(make(id), (variable) => variables.get(variable)) as { deployment?: plus.Deployment };
    const objects = scope.node.findAll().filter((one): one is cdk8s.ApiObject => cdk8s.ApiObject.isApiObject(one));
    if (hasPropsProblems(scope)) return undefined;
    if (patches.length > 0) addPatches(construct, objects, patches);
    return objects.map((object) => object.toJson() as Manifest);
  } catch {
    return undefined;
  }
}

/** Whether a construct refuses its props as such: that cannot be suppressed, unlike what is wrong with the object. */
function hasPropsProblems(chart: cdk8s.Chart): boolean {
  return chart.node
    .findAll()
    .flatMap(problemsOf)
    .some(({ rule }) => Object.hasOwn(PROPS_RULES, rule));
}

function addPatches(
  construct: { deployment?: plus.Deployment },
  [first]: readonly cdk8s.ApiObject[],
  patches: readonly Patch[],
): void {
  const object = construct.deployment ? cdk8s.ApiObject.of(construct.deployment) : first;
  object.addJsonPatch(...patches.map(jsonPatchOf));
}

function jsonPatchOf({ operation, path, value }: Patch): cdk8s.JsonPatch {
  return operation === 'remove' ? cdk8s.JsonPatch.remove(path) : cdk8s.JsonPatch[operation](path, value);
}

/** Something for every variable: what is declared elsewhere is taken for declared by others, by its name. */
class Placeholders {
  private readonly made = new Map<string, unknown>();

  public constructor(private readonly chart: cdk8s.Chart) {}

  public get(variable: Variable | Reference): unknown {
    if (variable instanceof Variable) return this.chart;
    if (!this.made.has(variable.text)) this.made.set(variable.text, this.make(variable));
    return this.made.get(variable.text);
  }

  private make({ kind, name, owner, text }: Reference): unknown {
    const id = `placeholder of ${text.replaceAll('/', ' ')}`;
    switch (kind) {
      case 'keys':
        return new Proxy({}, { get: (_, key) => key });
      case 'generator':
        return { name, kind: owner, apiObject: {} };
      case 'ConfigMap':
        return plus.ConfigMap.fromConfigMapName(this.chart, id, name);
      case 'ServiceAccount':
        return plus.ServiceAccount.fromServiceAccountName(this.chart, id, name);
      default:
        return plus.Secret.fromSecretName(this.chart, id, name);
    }
  }
}

/** What must be patched so that the object comes out as it was, and what then does; undefined if patches do not help. */
export function patchesFor(
  was: Manifest,
  make: Make,
  id: string,
  chart: TargetChart,
): Pick<Draft, 'patches' | 'verified'> | undefined {
  const made = objectsMadeBy(make, id, chart)?.find((object) => isSame(object, was));
  if (made === undefined) return undefined;
  const written = withoutOwnOfOperator(was);
  const patches = diffTrees(asCanonical(was), asCanonical(made)).map((difference) => asPatch(difference, written));
  if (patches.length === 0) return { patches, verified: made };
  const patched = objectsMadeBy(make, id, chart, patches)?.find((object) => isSame(object, was));
  if (patched === undefined || diffTrees(asCanonical(was), asCanonical(patched)).length > 0) return undefined;
  return { patches, verified: patched };
}

export function isSame(one: Manifest, other: Manifest): boolean {
  return one.apiVersion === other.apiVersion && one.kind === other.kind && one.metadata.name === other.metadata.name;
}

/** With the value as it was written, which is not always how it is compared. */
function asPatch({ path, was, is }: Difference, original: Manifest): Patch {
  const pointer = path.map((part) => `/${pointerPart(part)}`).join('');
  if (was === undefined) return { operation: 'remove', path: pointer };
  const value = Field.of(original).at(...path).raw ?? was;
  return { operation: is === undefined ? 'add' : 'replace', path: pointer, value };
}
