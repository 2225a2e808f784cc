import {
  InfisicalHost,
  LocalRunner,
  LocalService,
  LocalStack,
  type LocalStackProps,
  SecretSyncedCronJob,
} from '../../lib';
import { SYNC } from '../declarations';
import { chartWith, filesOf, PROJECT_ID, source } from './shop-on-a-laptop';

const CLI = { runner: LocalRunner.INFISICAL_CLI };
const chart = () => chartWith({ secretKeys: { A: 'API_KEY', B: 'B' } });
const makefileOf = (props: LocalStackProps = {}) => filesOf(chart(), props).Makefile;

/** A variable of the Makefile, in one line as make has it. */
function variableIn(makefile: string, name: string): string | undefined {
  const [line] = makefile
    .replaceAll(/ \\\n\t/g, ' ')
    .split('\n')
    .filter((one) => one.startsWith(`${name} `));
  return line?.replace(/^\S+ :?= /, '');
}

function recipeIn(makefile: string, target: string): string[] {
  const [, recipe = ''] = makefile.split(`\n${target}:\n`);
  return recipe
    .split('\n')
    .slice(
      0,
      recipe.split('\n').findIndex((line) => !line.startsWith('\t')),
    )
    .map((line) => line.slice(1));
}

describe('by default', () => {
  test('compose is started by the program of this library, which is told the compose file', () => {
    const makefile = makefileOf();
    expect(recipeIn(makefile, 'up')).toEqual([
      `@$(INFISICAL_PROGRAM); $(INFISICAL_COMPOSE); exec "$$infisical_at" run --stack --compose '$(INFISICAL_FOLDER)compose.yaml' -- "$$@" up --build`,
    ]);
    expect(recipeIn(makefile, 'check')).toEqual([
      `@$(INFISICAL_PROGRAM); exec "$$infisical_at" run --stack --compose '$(INFISICAL_FOLDER)compose.yaml' --check`,
    ]);
    expect(makefile).not.toMatch(/npx|npm exec|API_KEY/);
  });
});

test('each Job and CronJob has a target of its own, with the keys of all', () => {
  const shop = chartWith();
  const of = { image: 'shop:1.0', sync: { ...SYNC, source }, secretKeys: ['REPORT_KEY'], local: {} };
  new SecretSyncedCronJob(shop, 'report', { ...of, schedule: '@daily' });
  const { Makefile } = filesOf(shop);
  expect(Makefile).toContain('.PHONY: help up run-report down logs');
  expect(Makefile).toContain(`-- sh -c '"$$@" build report && exec "$$@" run --rm report' sh "$$@"\n`);
  expect(Makefile).toContain('make run-report  run the service report by itself, until it ends');
  expect(recipeIn(filesOf(shop, CLI).Makefile, 'run-report')).toEqual([
    '@$(INFISICAL_COMPOSE); $(INFISICAL_READ); "$$@" build report && exec "$$@" run --rm report',
  ]);
});

describe('by the Infisical CLI', () => {
  test('reads the environment and paths of the stack, of which the last one wins', () => {
    const run = (props: LocalStackProps) =>
      /\$\(INFISICAL_CLI\) run (.*?) \$\(INFISICAL_AT\)/.exec(makefileOf({ ...CLI, ...props }))?.[1];
    expect(run({})).toBe(`--env=dev --projectId=${PROJECT_ID} --path=/`);
    expect(run({ environment: 'test', projectId: 'p', paths: ['/a', '/b'] })).toBe(
      '--env=test --projectId=p --path=/a --path=/b',
    );
    expect(variableIn(makefileOf(CLI), 'INFISICAL_KEYS')).toBe('API_KEY B');
  });

  test('asks for a version that reads several folders only where there are several', () => {
    expect(makefileOf(CLI)).not.toContain('0.43.82');
    expect(makefileOf({ ...CLI, paths: ['/a', '/b'] })).toContain(
      '[ "$$infisical_version" -ge 43082 ] || { echo \'the Infisical CLI is older than 0.43.82',
    );
  });

  test.each([{}, CLI])(
    'names its host in each call, also where that is the default, and no log level with values: %j',
    (props) => {
      const at = (host?: InfisicalHost) => variableIn(makefileOf({ ...props, host }), 'INFISICAL_AT');
      expect(at()).toBe('--domain=https://app.infisical.com --log-level=error');
      expect(at(InfisicalHost.cloudEu())).toBe('--domain=https://eu.infisical.com --log-level=error');
      const calls = makefileOf(props).match(/\$\(INFISICAL_CLI\) (?!--version).*?(?=[;)]|$)/gm) ?? [];
      expect(calls.length).toBeGreaterThan(1);
      for (const call of calls) expect(call).toContain('$(INFISICAL_AT');
    },
  );

  test.each([{}, CLI])("keeps the developer's host, log level and stray token from the CLI: %j", (props) => {
    const own = 'env -u INFISICAL_API_URL -u INFISICAL_DOMAIN -u LOG_DESTINATION -u LOG_FORMAT -u LOG_LEVEL -u TOKEN';
    expect(variableIn(makefileOf(props), 'INFISICAL_CLI')).toBe(`${own} INFISICAL_DISABLE_UPDATE_CHECK=true infisical`);
  });

  test('takes the certificates of a private CA from where the compose file names them', () => {
    const files = filesOf(
      chart(),
      { ...CLI, caFile: '../certs/ca.pem', composeFile: 'dev/compose.yaml' },
      'dev/compose.yaml',
    );
    expect(files.Makefile).toContain(" SSL_CERT_FILE='$(INFISICAL_FOLDER)dev/../certs/ca.pem' infisical\n");
  });

  test('knows a login by both names of Infisical Cloud in the United States', () => {
    expect(makefileOf(CLI)).toContain(
      `(*'"domain": "https://app.infisical.com"'*|*'"domain": "https://us.infisical.com"'*) ;;`,
    );
  });
});

describe.each([{}, CLI])('of a stack with %j', (props) => {
  test('has a default goal of its own, where nobody includes it', () => {
    expect(makefileOf(props)).toContain('\n.DEFAULT_GOAL := help\n');
    expect(filesOf(chart(), { ...props, makefile: 'dev/GNUmakefile' })['dev/GNUmakefile']).toContain('\nup:\n');
  });

  test('leaves all names to the Makefile that includes it', () => {
    const file = filesOf(chart(), { ...props, makefile: 'infisical.mk' })['infisical.mk'];
    const names = file.split('\n').flatMap((line) => /^([\w.-]+)(?= ?[:+]?[:=])/.exec(line)?.[1] ?? []);
    expect(names.filter((name) => !/^infisical-|^INFISICAL_/.test(name))).toEqual(['.PHONY', '.DEFAULT_GOAL']);
    expect(file).toMatch(/^INFISICAL_GOAL_BEFORE := \$\(\.DEFAULT_GOAL\)$/m);
    expect(file).toMatch(/\n\.DEFAULT_GOAL := \$\(INFISICAL_GOAL_BEFORE\)\n$/);
    expect(file).not.toMatch(/"make (?!infisical-)/);
  });

  test.each([
    ['Makefile', 'dev/compose.yaml', 'dev/compose.yaml'],
    ['dev/infisical.mk', 'dev/compose.yaml', 'compose.yaml'],
    ['dev/infisical.mk', 'compose.yaml', '../compose.yaml'],
    ['a/b/infisical.mk', 'a/c/compose.yaml', '../c/compose.yaml'],
    ['a/a/infisical.mk', 'a', '../../a'],
  ])('finds from %s the compose file %s', (makefile, composeFile, path) => {
    const files = filesOf(chart(), { ...props, makefile, composeFile }, composeFile);
    expect(files[makefile]).toContain(`--file '$(INFISICAL_FOLDER)${path}'\n`);
  });

  test('asks nobody for nothing', () => {
    const services = { cache: LocalService.of({ image: 'redis:8' }) };
    const { Makefile } = new LocalStack([], { ...props, projectId: PROJECT_ID, services }).files();
    expect(recipeIn(Makefile, 'up')).toEqual(['@$(INFISICAL_COMPOSE); exec "$$@" up --build']);
    expect(recipeIn(Makefile, 'check')).toEqual(["@echo 'no service takes a key' >&2"]);
  });

  test('has nothing that make 3.81 does not know', () => {
    const makefile = makefileOf(props);
    expect(makefile).not.toMatch(/^(?:define|undefine|ifdef|export|private) |^\S+ *(?:!|::)=|\$\(file |\.ONESHELL/m);
  });
});
