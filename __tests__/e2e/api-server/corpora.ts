import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { App, Chart } from 'cdk8s';
import fc from 'fast-check';
import { parse } from 'yaml';
import { yamlDocument } from '../../../lib/yaml/yaml-writer';
import { VALID } from '../../app/random-declarations';
import { allBlocksOf, DOCUMENTS } from '../../project/document-blocks';
import { filesIn } from '../../project/main-program';
import { KEPT_IN, LEFT_IN, type SynthesizedText } from '../../synthesized-objects';
import { manifestOf, PROJECT } from '../packed-library';
import { type DocumentCase, documentsIn, eachOnce } from './document-case';

/** What is committed in the output folders of the project and of its examples. */
export function committedOutput(): DocumentCase[] {
  return eachOnce(
    ['dist', 'examples/shop/dist', 'examples/gitops/dist'].flatMap((folder) =>
      Object.entries(filesIn(join(PROJECT, folder)))
        .filter(([file]) => file.endsWith('.k8s.yaml'))
        .flatMap(([file, text]) => documentsIn(`${folder}/${file}`, text)),
    ),
  );
}

/** The YAML of the documents, but what `docs/rules.md` shows: parts of objects, and what breaks a rule. */
export function documentBlocks(): DocumentCase[] {
  return eachOnce(
    DOCUMENTS.filter((document) => document !== 'docs/rules.md').flatMap((document) =>
      allBlocksOf(document)
        .filter(({ language }) => language === 'yaml')
        .flatMap(({ text }) => documentsIn(document, text)),
    ),
  );
}

/** The objects in snapshots, each as the text that is written for it. */
export function snapshots(): DocumentCase[] {
  const files = readdirSync(join(PROJECT, '__tests__'), { recursive: true, encoding: 'utf8' });
  return eachOnce(
    files
      .filter((file) => file.endsWith('.snap'))
      .flatMap((file) => snapshotsIn(join(PROJECT, '__tests__', file)).flatMap((text) => objectsIn(file, text))),
  );
}

function snapshotsIn(file: string): string[] {
  const found: { [name: string]: string } = {};
  new Function('exports', readFileSync(file, 'utf8'))(found);
  return Object.values(found);
}

/** What Jest prints of an object is a mapping in YAML, too; other snapshots hold no objects. */
function objectsIn(file: string, snapshot: string): DocumentCase[] {
  try {
    const value = parse(snapshot);
    return [value].flat().flatMap((object) => (object?.apiVersion ? documentsIn(file, yamlDocument(object)) : []));
  } catch {
    return [];
  }
}

/** All that unit tests synthesize or have programs write: those of documents, of `init`, and of `main.ts`. */
export function synthesizedByTests(): DocumentCase[] {
  const left = process.env[LEFT_IN];
  if (left !== undefined) return synthesizedIn(left);
  const folder = mkdtempSync(join(tmpdir(), 'synthesized-'));
  try {
    runSynthesizingTests(folder);
    return synthesizedIn(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function runSynthesizingTests(folder: string): void {
  // The bundle is there, and other tests run it.
  const { globalSetup: _, ...config } = { ...manifestOf(PROJECT).jest, rootDir: PROJECT };
  const jest = ['jest', '--silent', '--config', JSON.stringify(config)];
  // Which of them fail is told where they run by themselves.
  spawnSync('npx', [...jest, '--findRelatedTests', '__tests__/synthesized-objects.ts'], {
    cwd: PROJECT,
    env: { ...process.env, [KEPT_IN]: folder },
    stdio: 'ignore',
  });
}

function synthesizedIn(folder: string): DocumentCase[] {
  const lines = readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n'));
  // In whichever process a test ran: of objects with the same leaves, the first one counts.
  const kept = lines
    .map((line): SynthesizedText => JSON.parse(line))
    .sort((a, b) => (a.test === b.test ? 0 : a.test < b.test ? -1 : 1));
  return eachOnce(kept.flatMap(({ test, text }) => documentsIn(relative(PROJECT, test), text)));
}

/** Declarations that break no rule, as the text that is written for them. */
export function randomDeclarations(count: number, seed: number): DocumentCase[] {
  return fc.sample(VALID, { numRuns: count, seed }).flatMap(({ props, declare }, index) => {
    const chart = new Chart(new App(), 'project', { namespace: 'project' });
    declare(chart, props);
    return chart.toJson().map((object): DocumentCase => {
      const name = `declaration ${index}: ${object.kind} ${object.metadata.name}`;
      return { name, text: yamlDocument(object), object };
    });
  });
}
