import * as cdk8s from 'cdk8s';
import * as plus from 'cdk8s-plus-28';
import { problemsOf } from '../../lib/evaluation/construct-problems';
import { renderedObjects, withOneRendering } from '../../lib/evaluation/one-rendering';
import { Field } from '../../lib/model/field';
import type { Manifest } from '../../lib/model/manifest';
import { podPlaceIn } from '../../lib/model/pods';
import { PROPS_RULES } from '../../lib/validation/rules/props-rules';
import { asCanonical, withoutOwnOfOperator } from '../comparison/canonical';
import { type Difference, diffTrees } from '../comparison/difference';
import { type Reference, Variable } from '../typescript/code';
import { evaluate } from '../typescript/evaluate';
import { type Draft, type Make, type Patch, pointerPart } from './draft/draft';
import { mergePatch } from './draft/merge-patch';
import type { TargetChart } from './draft/metadata';

/** What was made the last time, by who made it: of several questions about one declaration, the first has it made. */
const MADE = new WeakMap<Make, { readonly id: string; readonly chart: TargetChart; readonly objects?: Manifest[] }>();

/** The objects that a declaration makes in a chart of its own; undefined if it fails. */
export function objectsMadeBy(
  make: Make,
  id: string,
  chart: TargetChart,
  patches: readonly Patch[] = [],
): Manifest[] | undefined {
  if (patches.length > 0) return makeObjects(make, id, chart, patches);
  const known = MADE.get(make);
  if (known?.id === id && known.chart === chart) return known.objects;
  const objects = makeObjects(make, id, chart, patches);
  MADE.set(make, { id, chart, objects });
  return objects;
}

function makeObjects(make: Make, id: string, chart: TargetChart, patches: readonly Patch[]): Manifest[] | undefined {
  try {
    const app = new cdk8s.App();
    const scope = new cdk8s.Chart(app, 'draft', chart);
    const variables = new Placeholders(scope);
    evaluate(make(id), (variable) => variables.get(variable));
    if (patches.length === 0) return withOneRendering(app, () => finishedObjects(scope));
    const objects = scope.node.findAll().filter((one): one is cdk8s.ApiObject => cdk8s.ApiObject.isApiObject(one));
    if (hasPropsProblems(scope)) return undefined;
    patchedObject(objects).addJsonPatch(...patches.map(jsonPatchOf));
    return objects.map((object) => object.toJson() as Manifest);
  } catch {
    return undefined;
  }
}

/** The objects of a chart as they are written; undefined if that or one of its constructs fails. */
function finishedObjects(chart: cdk8s.Chart): Manifest[] | undefined {
  const rendered = renderedObjects(chart.node.root);
  const isFailing = rendered.some((one) => 'error' in one) || hasPropsProblems(chart);
  return isFailing ? undefined : rendered.map(({ json }) => json as Manifest);
}

/** Whether a construct refuses its props as such: that cannot be suppressed, unlike what is wrong with the object. */
function hasPropsProblems(chart: cdk8s.Chart): boolean {
  return chart.node
    .findAll()
    .flatMap(problemsOf)
    .some(({ rule }) => Object.hasOwn(PROPS_RULES, rule));
}

/** The workload where there is one, else the first object. */
function patchedObject(objects: readonly cdk8s.ApiObject[]): cdk8s.ApiObject {
  return (
    objects.find(({ apiVersion, kind }) => podPlaceIn({ apiVersion, kind } as Manifest) !== undefined) ?? objects[0]
  );
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
      case 'managed':
        return asManaged(plus.Secret.fromSecretName(this.chart, id, name));
      default:
        return plus.Secret.fromSecretName(this.chart, id, name);
    }
  }
}

/** A Secret whose keys are written like those of a construct: a missing one stops the pod, in so many words. */
function asManaged(secret: plus.ISecret): plus.ISecret {
  const envValue: plus.ISecret['envValue'] = (key, { optional = false } = {}) =>
    plus.EnvValue.fromSecretValue({ secret, key }, { optional });
  return Object.assign(secret, { envValue });
}

/** What must be patched so that the object comes out as it was, and what then does; undefined if patches do not help. */
export function patchesFor(
  was: Manifest,
  make: Make,
  id: string,
  chart: TargetChart,
): Pick<Draft, 'patches' | 'verified'> | undefined {
  const made = madeOf(was, make, id, chart);
  return made && patchedTo(was, made, make, id, chart);
}

/** The object of a declaration that shall be like another one. */
function madeOf(
  was: Manifest,
  make: Make,
  id: string,
  chart: TargetChart,
  patches: readonly Patch[] = [],
): Manifest | undefined {
  return objectsMadeBy(make, id, chart, patches)?.find((object) => isSame(object, was));
}

function patchedTo(
  was: Manifest,
  made: Manifest,
  make: Make,
  id: string,
  chart: TargetChart,
): Pick<Draft, 'patches' | 'verified'> | undefined {
  const differences = diffTrees(asCanonical(was), asCanonical(made));
  if (differences.length === 0) return { patches: [], verified: made };
  const written = withoutOwnOfOperator(was);
  const patches = differences.map((difference) => asPatch(difference, written));
  const patched = madeOf(was, make, id, chart, patches);
  if (patched === undefined || diffTrees(asCanonical(was), asCanonical(patched)).length > 0) return undefined;
  return { patches, verified: patched };
}

/** How a workload comes out as it was. */
interface CompletedWorkload extends Pick<Draft, 'make' | 'patches' | 'verified'> {
  /** The fields that only the pod's spec in the words of Kubernetes says. */
  readonly throughPodSpec: readonly string[];
}

/**
 * What no prop says of a workload, as its `podSpec`, and what that cannot say as patches; undefined if nothing helps.
 *
 * @param makeWith makes the construct with a `podSpec`
 * @param options `mayRemove` tells whether what the construct adds may be taken off again
 */
export function completedWorkload(
  was: Manifest,
  makeWith: (podSpec: object | undefined) => Make,
  chart: TargetChart,
  { mayRemove }: { readonly mayRemove: boolean },
): CompletedWorkload | undefined {
  const plain = makeWith(undefined);
  const id = was.metadata.name ?? '';
  const made = madeOf(was, plain, id, chart);
  if (made === undefined) return undefined;
  const [pod, own, written] = [asCanonical(was), asCanonical(made), was].map((one) => podOf(one));
  const merge = mergePatch(pod, own, written);
  if (!mayRemove && diffTrees(pod, own).some(({ is }) => is !== undefined)) return undefined;
  const make = merge === undefined ? plain : makeWith(merge.patch);
  const result = merge === undefined ? made : madeOf(was, make, id, chart);
  const patched = result && patchedTo(was, result, make, id, chart);
  return patched && { make, ...patched, throughPodSpec: merge?.fields ?? [] };
}

function podOf(manifest: Manifest): unknown {
  return Field.of(manifest).at(...(podPlaceIn(manifest) ?? []), 'spec').raw;
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
