import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { type DocumentScalar, scalarsOf } from './document-scalars';
import { AS_KEY, cdk8sYaml, correctedText, IN_MAPPING } from './scalar';
import { failWith, unwritableProblems } from './unwritable-document';
import { yamlDocument } from './yaml-writer';

/** An app of cdk8s, maybe of another copy than the one that this library uses. */
export interface AnyApp extends IConstruct {
  synth(): unknown;
  synthYaml(): unknown;
}

export function isApp(root: IConstruct): root is AnyApp {
  const { synth, synthYaml } = root as Partial<AnyApp>;
  return typeof synth === 'function' && typeof synthYaml === 'function';
}

/** Has every text be an error that readers would take for something else: the writer of that copy is out of reach. */
export function refuseMisread(app: AnyApp, synthesis: (run: () => unknown) => unknown): void {
  for (const name of ['synth', 'synthYaml'] as const) {
    const own = app[name];
    app[name] = () => synthesis(() => whileWatching(app, () => own.call(app)));
  }
}

function whileWatching<T>(app: AnyApp, run: () => T): T {
  const watches = app.node.findAll().map(watch);
  try {
    return run();
  } finally {
    for (const end of watches) end();
  }
}

/** Checks what an object renders to, until it is told to end. */
function watch(object: IConstruct): () => void {
  if (!ApiObject.isApiObject(object)) return () => {};
  const own = object as ApiObject;
  const { toJson } = own;
  own.toJson = () => {
    const json = toJson.call(own);
    failWith(problemsOf(json, own.node.path));
    return json;
  };
  return () => {
    own.toJson = toJson;
  };
}

function problemsOf(document: unknown, path: string): string[] {
  try {
    if (yamlDocument(document) === cdk8sYaml(document)) return [];
  } catch (error) {
    return unwritableProblems(error, path);
  }
  const remedy = 'have one copy of cdk8s installed for the app and for cdk8s-infisical (npm ls cdk8s)';
  return [...scalarsOf(document)]
    .filter(isMisread)
    .map(({ place }) => `[${path}] ${place} is written so that some readers take it for something else: ${remedy}`);
}

function isMisread({ value, isKey }: DocumentScalar): boolean {
  const text = (isKey ? AS_KEY : IN_MAPPING).render(value);
  return correctedText(value, text) !== text;
}
