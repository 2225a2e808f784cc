import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import {
  ApiGeneration,
  GitOpsApp,
  InfisicalAuth,
  PushedSecret,
  SecretProjection,
  SyncedSecret,
  type TemplateValue,
} from '../../lib';
import { PROJECT } from './packed-library';

/** The forms that templates have in the operator's resources. */
export const FORMS = ['a map of v1alpha1', 'a map of v1beta1', 'the one text of v1beta1', 'a push'] as const;
export type Form = (typeof FORMS)[number];

/** A template, and the secrets that the operator fills it with. */
export interface Case {
  readonly values: { readonly [key: string]: TemplateValue };
  readonly secrets: { readonly [key: string]: string };
}

/** What an object of the operator's holds, or what its sync fails with. */
export interface Written {
  readonly values?: { readonly [key: string]: string };
  readonly urls?: { readonly [key: string]: UrlParts };
  readonly error?: string;
}

/** A URL as a parser reads it back; `query` is its parameter `q`. */
export interface UrlParts {
  readonly user: string;
  readonly password: string;
  readonly segments: readonly string[];
  readonly query: string;
}

/** What the operator writes for each case, which is read from the file that `synth` writes. */
export function written(form: Form, cases: readonly Case[]): Written[] {
  const outdir = mkdtempSync(join(tmpdir(), 'templates-'));
  try {
    const app = new GitOpsApp({ outdir });
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    for (const [i, { values }] of cases.entries()) declare(chart, `secret-${String(i).padStart(5, '0')}`, form, values);
    app.synth();
    const documents = readFileSync(join(outdir, 'shop.k8s.yaml'), 'utf8').split(/^---\n/m);
    const manifests = documents.filter((one) => /^kind: Infisical(Push|Static)?Secret$/m.test(one));
    return operatorRenders(manifests.map((manifest, i) => ({ manifest, secrets: cases[i].secrets })));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function declare(chart: Chart, id: string, form: Form, secretTemplate: Case['values']) {
  const auth = InfisicalAuth.universal({ credentials: { name: 'login' } });
  const source = { projectSlug: 'shop', environment: 'prod' };
  if (form === 'a push') {
    new PushedSecret(chart, id, { auth, destination: source, secret: { name: 'made' }, secretTemplate });
    return;
  }
  const projection = form === 'a map of v1beta1' ? SecretProjection.SELECTED : SecretProjection.ALL;
  const generation = form === 'a map of v1alpha1' ? ApiGeneration.V1ALPHA1 : ApiGeneration.V1BETA1;
  new SyncedSecret(chart, id, { auth, source, generation, projection, secretTemplate });
}

/** What the code that the operator is made of renders. */
export function operatorRenders(cases: readonly { readonly manifest: string; readonly secrets: Case['secrets'] }[]) {
  const tool = join(PROJECT, 'tools/operator-renders');
  const results: Written[][] = JSON.parse(output(tool, ['go', 'run', '.'], JSON.stringify(cases)));
  expect(results.map(({ length }) => length)).toEqual(cases.map(() => 1));
  return results.flat();
}

function output(cwd: string, [program, ...args]: readonly string[], input: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw error ?? new Error(stderr);
  return stdout;
}

export function readByNode(url: string): UrlParts {
  const { username, password, pathname, searchParams } = new URL(url);
  const [, ...segments] = pathname.split('/').map(decodeURIComponent);
  const [user, secret] = [username, password].map(decodeURIComponent);
  return { user, password: secret, segments, query: searchParams.get('q') ?? '' };
}

const PYTHON = `
import json, sys
from urllib.parse import parse_qs, unquote, urlsplit
def parts(text):
    url = urlsplit(text)
    segments = [unquote(segment, errors='strict') for segment in url.path.split('/')[1:]]
    query = parse_qs(url.query, keep_blank_values=True, errors='strict')['q'][0]
    return {'user': unquote(url.username), 'password': unquote(url.password), 'segments': segments, 'query': query}
json.dump([parts(url) for url in json.load(sys.stdin)], sys.stdout)
`;

export function readByPython(urls: readonly string[]): UrlParts[] {
  return JSON.parse(output(PROJECT, ['python3', '-c', PYTHON], JSON.stringify(urls)));
}
