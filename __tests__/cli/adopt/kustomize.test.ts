import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../../cli/adopt/run';
import { SECRET, workload } from './secret-and-workload';

const WORKLOAD = workload({ variables: '- { name: OPERATOR_IMAGE, value: $(OPERATOR_IMAGE) }' });
/** What an overlay changes of it. */
const CHANGE = `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec: { template: { spec: { containers: [{ name: api, imagePullPolicy: Always }] } } }
`;

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'kustomize-')));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The rules that are broken, by file, and what is unread. */
async function told(files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries({ 'k8s/a.yaml': `${SECRET}---\n${WORKLOAD}`, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const options = { out: join(folder, 'out'), force: false, fix: false, migrate: false, includeRest: false };
  const { printed } = await run([join(folder, 'k8s')], { ...options, verify: false, json: true });
  const { findings, adopted } = JSON.parse(printed) as {
    findings: { file: string; rule?: string; message: string; severity: string }[];
    adopted: object[];
  };
  const errors = findings.filter(({ rule, severity }) => rule !== undefined && severity === 'error');
  const unread = findings.flatMap(({ rule, file, severity }) =>
    rule === undefined ? [`${severity} ${file.slice(folder.length + 1)}`] : [],
  );
  return { errors: errors.map(({ rule }) => rule), unread, adopted: adopted.length };
}

test('a file that a kustomization names as a patch is none of an object', async () => {
  const files = { 'k8s/sub/change.yaml': CHANGE };
  expect(await told(files)).toEqual({ errors: ['C20'], unread: ['error k8s/sub/change.yaml'], adopted: 2 });
  rmSync(join(folder, 'out'), { recursive: true });
  const kustomization = (patches: string) => ({
    ...files,
    'k8s/kustomization.yaml': `resources: [a.yaml]\n${patches}`,
  });
  for (const patches of ['patches: [{ path: ./sub/change.yaml }]', 'patchesStrategicMerge: [sub/change.yaml]']) {
    expect(await told(kustomization(`vars: [{ name: OPERATOR_IMAGE }]\n${patches}\n`))).toEqual({
      errors: [],
      unread: ['warning k8s/kustomization.yaml'],
      adopted: 0,
    });
    rmSync(join(folder, 'out'), { recursive: true, force: true });
  }
});

test('what a kustomization changes is not taken for what it will be: the namespace, there or above', async () => {
  const base = { 'k8s/kustomization.yaml': 'resources: [a.yaml]\n' };
  for (const [files, unread, adopted] of [
    [base, [], 2],
    [{ 'k8s/kustomization.yaml': 'namespace: shop\nresources: [a.yaml]\n' }, ['k8s/kustomization.yaml'], 0],
    [
      { ...base, 'k8s/prod/kustomization.yaml': 'namespace: shop\nresources: [..]\n' },
      ['k8s/prod/kustomization.yaml'],
      0,
    ],
    [
      { ...base, 'k8s/prod/kustomization.yaml': 'namespace: a\nresources: [../web]\n' },
      ['k8s/prod/kustomization.yaml'],
      2,
    ],
  ] as const) {
    expect(await told(files)).toMatchObject({ unread: unread.map((file) => `warning ${file}`), adopted });
    rmSync(folder, { recursive: true });
  }
});

test('a variable that a kustomization fills in refers to none of the container; any other does', async () => {
  expect((await told({})).errors).toEqual(['C20']);
  rmSync(join(folder, 'out'), { recursive: true });
  const vars = (name: string) => ({ 'k8s/kustomization.yaml': `vars: [{ name: ${name} }]\n` });
  expect((await told(vars('OPERATOR_IMAGE'))).errors).toEqual([]);
  rmSync(join(folder, 'out'), { recursive: true });
  expect((await told(vars('ANOTHER'))).errors).toEqual(['C20']);
});
