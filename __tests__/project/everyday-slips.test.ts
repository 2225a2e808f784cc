import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportOfUncaught } from '../../lib/validation/report/end-of-run';
import { reportText } from '../../lib/validation/report/report-text';
import { takeFindings } from '../../lib/validation/report/run-findings';
import { PROJECT } from './main-program';

const SHOP = readFileSync(join(PROJECT, 'examples/shop/shop.ts'), 'utf8')
  .replace("'cdk8s-infisical'", JSON.stringify(join(PROJECT, 'lib')))
  .replace("'imports/infisical", `'${join(PROJECT, 'examples/shop/imports/infisical')}`);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'slips-'));
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What is told of the shop of the tutorial after a change of its text. */
function told(name: string, changes: readonly (readonly [was: string, is: string])[]): string[] {
  const text = changes.reduce((shop, [was, is]) => {
    if (!shop.includes(was)) throw new Error(`the shop has no ${was}`);
    return shop.replace(was, is);
  }, SHOP);
  const file = join(folder, `${name.replaceAll(/\W+/g, '-')}.ts`);
  writeFileSync(file, text);
  let report: ReturnType<typeof reportOfUncaught>;
  process.env.CDK8S_OUTDIR = join(folder, 'dist');
  const here = process.cwd();
  process.chdir(folder);
  try {
    require(file).shop.synth();
  } catch (error) {
    report = reportOfUncaught(error);
    if (report === undefined) throw error;
  } finally {
    process.chdir(here);
    delete process.env.CDK8S_OUTDIR;
  }
  return reportText([...takeFindings(), ...(report?.findings ?? [])], { outcome: report?.outcome }).split('\n').slice(0, -1);
}

const SLIPS: { readonly [slip: string]: readonly (readonly [string, string])[] } = {
  right: [],
  'a key misspelt in one environment': [["secretKeys: ['SESSION_KEY']", "secretKeys: [replicas === 3 ? 'SESION_KEY' : 'SESSION_KEY']"]],
  'a key misspelt everywhere': [["'STRIPE_KEY', ...errors", "'STRIP_KEY', ...errors"]],
  'the namespace of prod in all environments': [['{ namespace: environment.namespace }', "{ namespace: 'shop-prod' }"]],
  'no namespace': [[", { namespace: environment.namespace }", '']],
  'a number in env': [["'http://orders:3000' }", "'http://orders:3000', PORT: 3000 as unknown as string }"]],
  'a text as port': [['port: 8080', "port: '8080' as unknown as number"]],
  'an undefined tag': [["tag: '1.4.2'", 'tag: `${process.env.NO_SUCH_TAG}`']],
  'unknown environment': [["shop.addEnvironment('prod'", "shop.addEnvironment('prd'"]],
  'a wrong slug': [["addEnvironment('prod', { ", "addEnvironment('prod', { slug: 'production', "]],
  'a misspelt path': [["secretPath: '/web'", "secretPath: '/wbe'"]],
  'environment twice': [["addEnvironment('prod'", "addEnvironment('staging'"]],
  'a bad name': [["addEnvironment('prod'", "addEnvironment('prod/eu'"]],
  'a namespace twice': [["namespace: 'shop-staging'", "namespace: 'shop-prod'"]],
  'a uuid as slug': [['new InfisicalProject({', "new InfisicalProject({ projectSlug: '6f1c2d7e-0000-4000-8000-000000000002',"]],
  'a name twice': [["this, 'invoices', {", "this, 'invoices', { name: 'orders',"]],
  'a url and a name': [["namespace: 'shop-staging' }", "namespace: 'shop-staging', cluster: 'eu' }"], ["namespace: 'shop-prod' }", "namespace: 'shop-prod', cluster: 'https://prod.example.com' }"]],
  'a value as key': [["secretKeys: ['SESSION_KEY']", "secretKeys: { SESSION_KEY: 'postgres://u:hunter2PW@db/x' }"]],
  'a typo in dependsOn': [["dependsOn: ['orders']", "dependsOn: ['order']"]],
  'postgres key': [["passwordKey: 'POSTGRES_PASSWORD'", "passwordKey: 'POSTGRES_PASWORD'"]],
  'a missing image': [['image: `registry.example.com/web:${tag}`,', '']],
  'a promise': [["'http://orders:3000' }", "'http://orders:3000', X: Promise.resolve('x') as unknown as string }"]],
  'a missing login': [['auth: InfisicalAuth.kubernetes({', '...{} && InfisicalAuth.kubernetes({']],
  'no service account': [["new InfisicalServiceAccount(this, 'infisical-auth');", '']],
  'misspelt login': [["serviceAccount: { name: 'infisical-auth' }", "serviceAccount: { name: 'infisical-aut' }"]],
  'bad host': [["selfHosted('https://secrets.example.com'", "selfHosted('secrets.example.com'"]],
  'a secret of another': [['const errors = sentry', "const shared = ((globalThis as any).shared ??= orders); const errors = sentry"], ['secret: orders,\n      secretKeys: [\'DATABASE_URL\', ...errors]', "secret: shared, secretKeys: ['DATABASE_URL', ...errors]"]],
};

test.each(Object.entries(SLIPS))('%s', (name, changes) => {
  process.stdout.write(`## ${name}\n${told(name, changes).join('\n')}\n`);
});
