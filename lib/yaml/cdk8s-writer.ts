import { ApiObject, App, Yaml } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { quotedText } from './read-alike';
import { fail, unwritable } from './unwritable-document';
import { yamlDocument } from './yaml-writer';

/**
 * cdk8s has one writer and no place for another, so `yamlDocument` takes its place for the time of a run: with an app
 * that is not a `GitOpsApp`, and in the layouts that only cdk8s knows.
 */

const SYNTH_IS_READ_ALIKE = Symbol.for('cdk8s-infisical.synth-is-read-alike');

/** Notes that the app sees to this itself. */
export function noteReadAlike(app: App): void {
  Object.defineProperty(app, SYNTH_IS_READ_ALIKE, { value: true });
}

/** Has the app write what every reader takes for what was meant, if it is one of cdk8s. */
export function writeReadAlike(app: IConstruct): void {
  if (!(app instanceof App) || SYNTH_IS_READ_ALIKE in app) return;
  noteReadAlike(app);
  const { synth, synthYaml } = app;
  // An app's own synth may read again what cdk8s has just written.
  const writing = synth === App.prototype.synth ? savedReadAlike : stringifiedReadAlike;
  app.synth = () => writing(app, () => synth.call(app));
  app.synthYaml = () => stringifiedReadAlike(app, () => synthYaml.call(app));
}

/**
 * @throws with the first document that no file can hold
 */
export function stringifiedReadAlike<T>(app: App, run: () => T): T {
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
export function savedReadAlike(app: App, run: () => void): void {
  const files: [path: string, text: string][] = [];
  const problems: string[] = [];
  const save = (path: string, documents: unknown[]) => {
    const all = documents.map((document) => written(document, app));
    problems.push(...all.flatMap((one) => one.problems));
    files.push([path, joined(all.map(({ text }) => text))]);
  };
  exchanged({ save }, run);
  fail(problems);
  exchanged({ stringify: String }, () => {
    for (const [path, text] of files) Yaml.save(path, [text]);
  });
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
