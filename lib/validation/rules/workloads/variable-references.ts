import { grouped } from '../../../collections/grouped';
import { addressOf } from '../../../model/address';
import { type AppModel, perApp } from '../../../model/app-model';
import { consumptionsByUse, soleObjectsOf } from '../../../model/consumption';
import { type Field, pathText } from '../../../model/field';
import { writtenKeys } from '../../../model/operator-resource';
import { podPlaceIn } from '../../../model/pods';
import { isFilledInLater, objectOf } from '../../../model/resource';
import { isServiceLink, variablesReferredToIn } from '../../../model/variable-reference';
import { type ObjectUse, variableNamesIn, type Workload } from '../../../model/workloads';
import { closest } from '../../../text/did-you-mean';
import { quotedName } from '../../../text/key-name';
import { remembered } from '../../../text/remembered';
import { type PartReport, ruleOn, Severity } from '../../rule';
import { using, variable } from './using';

const PLAIN = { name: 'URL', value: 'amqp://api:$(TOKEN)@queue' };

export const C20 = ruleOn('workload', {
  severity: Severity.ERROR,
  title: 'A text that refers to a variable stands behind that variable',
  why: 'The kubelet puts in only what is set before; the container gets the text "$(NAME)" in the place of the value.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/kubelet/kubelet_pods.go (makeEnvironmentVariables), pkg/kubelet/container/helpers.go (ExpandContainerCommandAndArgs), third_party/forked/golang/expansion/expand.go',
  bad: using({ env: [PLAIN, variable('TOKEN')] }),
  good: using({ env: [variable('TOKEN'), PLAIN] }),
  check: (workload, report, app) => {
    for (const { field, name } of workload.containers) {
      const texts = textsIn(field, workload.resource.variablesFilledIn);
      // Most containers have none.
      if (texts.length === 0) continue;
      const around = variablesAround(workload, field, app);
      if (around !== undefined) checkTexts(texts, { ...around, container: name }, report);
    }
  },
});

interface Text {
  readonly field: Field;
  readonly references: readonly string[];
  /** Which variable of the container it is the value of; absent for the command and its arguments, which see them all. */
  readonly at?: number;
}

/** @param filledIn what refers to no variable of the container */
function textsIn(container: Field, filledIn: readonly string[] = []): Text[] {
  const { env, command, args } = container.isObject ? (container.raw as Readonly<Record<string, unknown>>) : {};
  if (![env, command, args].some(hasReference)) return [];
  const values = container
    .at('env')
    .items()
    .map((one, at) => ({ field: one.at('value'), at }));
  const others = ['command', 'args'].flatMap((name) =>
    container
      .at(name)
      .items()
      .map((field) => ({ field })),
  );
  return [...values, ...others].flatMap(({ field, ...place }) => {
    if (typeof field.raw !== 'string' || !field.raw.includes('$(')) return [];
    const references = [...new Set(variablesReferredToIn(field.raw))].filter((name) => !filledIn.includes(name));
    return references.length === 0 ? [] : [{ field, references, ...place }];
  });
}

/** Whether a list may have a text with a reference: as they are read, texts cost more than all else here. */
function hasReference(list: unknown): boolean {
  if (!Array.isArray(list)) return false;
  return list.some((item) => {
    const text: unknown = typeof item === 'object' ? item?.value : item;
    return typeof text === 'string' && text.includes('$(');
  });
}

interface Around {
  /** Those of the list, in its order. */
  readonly own: readonly string[];
  /** Where the list has each of them first, and last. */
  readonly first: ReadonlyMap<string, number>;
  readonly last: ReadonlyMap<string, number>;
  /** Those that whole Secrets and ConfigMaps bring. */
  readonly whole: ReadonlySet<string>;
  /** Those of all containers, and all keys, of the app. */
  readonly ofApp: ReadonlySet<string>;
  readonly hasLinks: boolean;
  /** Whether it is what a program writes, of a kind whose pods no operator adds variables to: it has all that it gets. */
  readonly isFinished: boolean;
}

/** The variables that a container has; undefined where that is not known. */
function variablesAround(workload: Workload, container: Field, app: AppModel): Around | undefined {
  const names = container
    .at('env')
    .items()
    .map((one) => one.at('name').raw);
  const whole = wholeVariables(workload, container, app);
  const { resource } = workload;
  if (whole === undefined || names.some((name) => typeof name !== 'string' || isFilledInLater(resource, name))) {
    return undefined;
  }
  const hasLinks = workload.pod.spec.at('enableServiceLinks').raw !== false;
  const own = names as string[];
  const last = new Map(own.map((name, i) => [name, i]));
  const first = new Map(own.map((name, i): [string, number] => [name, i]).reverse());
  return {
    own,
    first,
    last,
    whole,
    ofApp: namesOf(app),
    hasLinks,
    isFinished: resource.construct !== undefined && podPlaceIn(resource.manifest) !== undefined,
  };
}

function wholeVariables(workload: Workload, container: Field, app: AppModel): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  const uses = new Map(
    workload.uses.flatMap((use) => (use.via === 'envFrom' ? [[use.field.path.join('/'), use] as const] : [])),
  );
  for (const source of container.at('envFrom').items()) {
    const [secret, map] = ['secretRef', 'configMapRef'].map((name) => uses.get(source.at(name, 'name').path.join('/')));
    const use = secret ?? map;
    const keys = use && keysOf(workload, use, app);
    if (use === undefined || keys === undefined) return undefined;
    for (const key of keys) names.add(`${use.prefix}${key}`);
  }
  return names;
}

const objectsByAddress = perApp((app) =>
  grouped(
    app.resources.filter(({ manifest }) => manifest.kind === 'Secret' || manifest.kind === 'ConfigMap'),
    ({ manifest }) => addressOf(manifest.kind, manifest.metadata),
  ),
);

/** The keys of what a whole is taken of, where nothing but the app's own objects decides about them. */
function keysOf(workload: Workload, use: ObjectUse, app: AppModel): Iterable<string> | undefined {
  const written = consumptionsByUse(app).get(use) ?? [];
  const { namespace } = workload;
  const declared = objectsByAddress(app).get(addressOf(use.kind, { name: use.name, namespace })) ?? [];
  if (written.length + declared.length !== 1) return undefined;
  if (written.length > 0) {
    const [{ object }] = written;
    return soleObjectsOf(app).has(object) ? writtenKeys(object) : undefined;
  }
  const object = objectOf(declared[0]);
  return ['data', 'stringData', 'binaryData'].flatMap((part) =>
    object
      .at(part)
      .entries()
      .map(([key]) => key),
  );
}

const namesOf = perApp((app): ReadonlySet<string> => {
  const variables = app.workloads.flatMap(({ containers }) =>
    containers.flatMap(({ field }) => variableNamesIn(field)),
  );
  return new Set([...variables, ...app.managedObjects.flatMap((object) => [...(writtenKeys(object) ?? [])])]);
});

/** So many names are compared with all others, or so many pairs for a container: what is left then has no suggestion. */
const MOST_NAMES = 10;
const MOST_COMPARED = 20_000;

function checkTexts(texts: readonly Text[], around: Around & { container: string }, report: PartReport): void {
  const { own, first, whole } = around;
  let asked = 0;
  const meantBy = remembered((name) => {
    asked++;
    return asked > MOST_NAMES && asked * own.length > MOST_COMPARED ? undefined : closest(name, own);
  });
  for (const { field, references, at = own.length } of texts) {
    const of = at === own.length ? pathText(field.path.slice(-2)) : `the variable ${quotedName(own[at])}`;
    for (const name of references) {
      const isSet = whole.has(name) || (first.get(name) ?? at) < at;
      const problem = isSet ? undefined : problemOf(name, at, around, meantBy);
      if (problem) report(field, `${of} of container "${around.container}" refers to ${problem}`);
    }
  }
}

/** As people call variables, and hardly ever a program that a shell is to run. */
const VARIABLE = /^[A-Z][A-Z0-9_]*$|^[A-Za-z]\w*_\w*$/;
/** As nobody calls a program. */
const UPPER_CASE = /^[A-Z][A-Z0-9_]*$/;
/** What is wrong with a reference to what is not set before; what nobody sets may be for a shell, or be filled in later. */
function problemOf(
  name: string,
  at: number,
  { own, first, last, ofApp, hasLinks, isFinished }: Around,
  meantBy: (name: string) => string | undefined,
): string | undefined {
  const shown = quotedName(name);
  if ((last.get(name) ?? -1) > at) {
    const how = isFinished ? ', with envOrder where it is an application' : '';
    return `${shown}, which is set behind it: move ${shown} in front of it${how}`;
  }
  if (!VARIABLE.test(name) || (hasLinks && isServiceLink(name))) return undefined;
  if (own[at] === name) {
    return `itself, and nothing before it sets ${shown}, what the image sets does not count: write the whole value`;
  }
  // What comes close is told with the name of that one only: the text around may be a secret.
  const meant = meantBy(name);
  if (meant !== undefined && first.get(meant) !== at)
    return `a variable that it does not have: did you mean $(${meant})?`;
  if (ofApp.has(name)) return `${shown}, which it does not have: set it in front of it, or write "$$" for a "$"`;
  const isMeant = isFinished && (at < own.length || UPPER_CASE.test(name));
  return isMeant
    ? 'a variable that it does not have, and nothing else has: set it in front of it, or write "$$" for a "$"'
    : undefined;
}
