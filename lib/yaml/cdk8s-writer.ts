import { ApiObject, App, Yaml } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { quotedText } from './read-alike';
import { fail, unwritable } from './unwritable-document';
import { yamlDocument } from './yaml-writer';

/**
 * cdk8s has one writer and no place for another, so `yamlDocument` takes its place for the time of a run: with an app
 * that is not a `GitOpsApp`, and in the layouts that only cdk8s knows.
 */

const IS_READ_ALIKE = Symbol.for('cdk8s-infisical.is-read-alike');
const cdk8sSave: typeof Yaml.save = Yaml.save.bind(Yaml);
/** Writers of runs that are not over. */
const deferring = new WeakSet<typeof Yaml.save>();

/** Has the app write what every reader takes for what was meant, if it is one of cdk8s. */
export function writeReadAlike(app: IConstruct): void {
  if (!(app instanceof App) || IS_READ_ALIKE in app) return;
  Object.defineProperty(app, IS_READ_ALIKE, { value: true });
  // The class, as hosts of other languages call its methods past the object, and an app's own `synth` calls them late.
  exchangeMethod('synth', savedReadAlike);
  exchangeMethod('synthYaml', stringifiedReadAlike);
  // An app's own `synth` may write by itself.
  for (const name of ['synth', 'synthYaml'] as const) {
    const own: () => unknown = app[name];
    if (own === App.prototype[name] || Object.hasOwn(app, name)) continue;
    Object.assign(app, { [name]: () => stringifiedReadAlike(app, () => own.call(app)) });
  }
}

/** Has all apps concerned run a method of cdk8s so; other apps run it as it is. */
function exchangeMethod(name: 'synth' | 'synthYaml', writing: (app: App, run: () => unknown) => unknown): void {
  const original: () => unknown = App.prototype[name];
  if (IS_READ_ALIKE in original) return;
  function method(this: App & { [IS_READ_ALIKE]?: boolean }) {
    return this[IS_READ_ALIKE] ? writing(this, () => original.call(this)) : original.call(this);
  }
  Object.assign(App.prototype, { [name]: Object.assign(method, { [IS_READ_ALIKE]: true }) });
}

/**
 * @throws with the first document that no file can hold
 */
function stringifiedReadAlike<T>(app: App, run: () => T): T {
  const one = (document: unknown) => {
    const { text, problems } = written(document, app);
    fail(problems);
    return text;
  };
  return exchanged({ stringify: (...documents) => joined(documents.map(one)) }, run);
}

/**
 * The same, and the files that cdk8s saves during the run are written after it.
 *
 * @throws with all that no file can hold; no file is written then
 */
function savedReadAlike<T>(app: App, run: () => T): T {
  const files: [path: string, text: string][] = [];
  const problems: string[] = [];
  const save = (path: string, documents: unknown[]) => {
    const all = documents.map((document) => written(document, app));
    problems.push(...all.flatMap((one) => one.problems));
    files.push([path, joined(all.map(({ text }) => text))]);
  };
  deferring.add(save);
  const result = exchanged({ save }, run);
  fail(problems);
  // In the run of another app, its writer would take the text for a document.
  exchanged({ stringify: String, ...(deferring.has(Yaml.save) && { save: cdk8sSave }) }, () => {
    for (const [path, text] of files) Yaml.save(path, [text]);
  });
  return result;
}

function exchanged<T>(writer: Partial<Pick<typeof Yaml, 'save' | 'stringify'>>, run: () => T): T {
  const { save, stringify } = Yaml;
  Object.assign(Yaml, writer);
  try {
    return run();
  } finally {
    Object.assign(Yaml, { save, stringify });
  }
}

function written(document: unknown, app: App): { text: string; problems: readonly string[] } {
  try {
    // cdk8s writes so what is not there.
    return { text: document === undefined ? '\n' : yamlDocument(document), problems: [] };
  } catch (error) {
    return { text: '', problems: unwritable(error, pathOf(document, app)) };
  }
}

function joined(documents: readonly string[]): string {
  return documents.join('---\n');
}

/** The construct that a document was made from, or its own name. */
function pathOf(document: unknown, app: App): string {
  const { kind, metadata } = (document ?? {}) as { kind?: unknown; metadata?: { name?: unknown; namespace?: unknown } };
  const { name, namespace } = metadata ?? {};
  const isIt = (one: IConstruct) =>
    one instanceof ApiObject && one.kind === kind && one.name === name && one.metadata.namespace === namespace;
  return app.node.findAll().find(isIt)?.node.path ?? quotedText(`${kind} ${name}`);
}
