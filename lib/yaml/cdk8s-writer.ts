import { ApiObject, App, Yaml } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { quotedText } from './read-alike';
import { failWith, unwritableProblems } from './unwritable-document';
import { yamlDocument } from './yaml-writer';

/**
 * cdk8s has one writer and no place for another, so `yamlDocument` takes its place for the time of a run: with an app
 * that is not a `GitOpsApp`, and in the layouts that only cdk8s knows.
 */

const IS_READ_ALIKE = Symbol.for('cdk8s-infisical.is-read-alike');

type Writer = Pick<typeof Yaml, 'save' | 'stringify'>;

const CDK8S: Writer = { save: Yaml.save, stringify: Yaml.stringify };
/** What stands in the place of cdk8s' writer while a run is on. */
const ours = new WeakSet<Writer['save'] | Writer['stringify']>();

/** Has the app write what every reader takes for what was meant, if it is one of this copy of cdk8s. */
export function writeReadAlike(app: IConstruct): void {
  if (IS_READ_ALIKE in app || !(app instanceof App)) return;
  Object.defineProperty(app, IS_READ_ALIKE, { value: true });
  // The class, as hosts of other languages call its methods past the object, and an app's own `synth` calls them late.
  exchangeMethod('synth', saveReadAlike);
  exchangeMethod('synthYaml', stringifyReadAlike);
  // An app's own `synth` may write by itself.
  for (const name of ['synth', 'synthYaml'] as const) {
    const prototype: App = Object.getPrototypeOf(app);
    if (prototype[name] === App.prototype[name] || Object.hasOwn(app, name)) continue;
    const value = () => stringifyReadAlike<unknown>(app, () => prototype[name].call(app));
    Object.defineProperty(app, name, { value, writable: true, configurable: true });
  }
}

let guard: (app: App) => void = () => undefined;

/** Has every app of cdk8s be looked at before it writes. What is thrown keeps it from that. */
export function guardSynth(check: (app: App) => void): void {
  guard = check;
}

/** Has all apps concerned run a method of cdk8s so; other apps run it as it is, also within the run of one of them. */
function exchangeMethod(name: 'synth' | 'synthYaml', writing: (app: App, run: () => unknown) => unknown): void {
  const original: () => unknown = App.prototype[name];
  if (IS_READ_ALIKE in original) return;
  function method(this: App & { [IS_READ_ALIKE]?: boolean }) {
    if (name === 'synth') guard(this);
    const run = () => original.call(this);
    if (this[IS_READ_ALIKE]) return writing(this, run);
    return ours.has(Yaml.save) || ours.has(Yaml.stringify) ? withWriter(CDK8S, run) : run();
  }
  Object.assign(App.prototype, { [name]: Object.assign(method, original, { [IS_READ_ALIKE]: true }) });
}

/**
 * @throws with the first document that no file can hold
 */
function stringifyReadAlike<T>(app: App, run: () => T): T {
  return withWriter(
    { stringify: markAsOurs((...documents) => joinDocuments(documents.map((one) => textOf(one, app)))) },
    run,
  );
}

/**
 * What cdk8s stringifies is read alike by all readers, and the files that it saves are written after the run.
 *
 * @throws with all that no file can hold; no file is written then
 */
function saveReadAlike<T>(app: App, run: () => T): T {
  const files: [path: string, documents: unknown[]][] = [];
  const texts = new Map<unknown, string>();
  const problems: string[] = [];
  const save = markAsOurs((path: string, documents: unknown[]) => {
    files.push([path, documents]);
    for (const document of documents) {
      const one = tryDocument(document, app);
      texts.set(document, one.text);
      problems.push(...one.problems);
    }
  });
  const result = withWriter({ save }, run);
  failWith(problems);
  const stringify = markAsOurs((...documents: unknown[]) =>
    joinDocuments(documents.map((one) => texts.get(one) ?? textOf(one, app))),
  );
  // In the run of another app, its writer would wait for the end of that.
  withWriter({ save: ours.has(Yaml.save) ? CDK8S.save : Yaml.save, stringify }, () => {
    for (const [path, documents] of files) Yaml.save(path, documents);
  });
  return result;
}

function markAsOurs<T extends Writer['save'] | Writer['stringify']>(writer: T): T {
  ours.add(writer);
  return writer;
}

/** Runs something while there is another writer. One that a user has put in that place stays. */
function withWriter<T>(writer: Partial<Writer>, run: () => T): T {
  const { save, stringify } = Yaml;
  if (stringify !== CDK8S.stringify && !ours.has(stringify)) return run();
  Object.assign(Yaml, writer);
  try {
    return run();
  } finally {
    Object.assign(Yaml, { save, stringify });
  }
}

function textOf(document: unknown, app: App): string {
  const { text, problems } = tryDocument(document, app);
  failWith(problems);
  return text;
}

function tryDocument(document: unknown, app: App): { text: string; problems: readonly string[] } {
  try {
    // cdk8s writes so what is not there.
    return { text: document === undefined ? '\n' : yamlDocument(document), problems: [] };
  } catch (error) {
    return { text: '', problems: unwritableProblems(error, pathOf(document, app)) };
  }
}

function joinDocuments(documents: readonly string[]): string {
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
