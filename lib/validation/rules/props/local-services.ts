import { type RuleBody, Severity } from '../../rule';

const COMPOSE = 'https://docs.docker.com/reference/compose-file/services/';

/** A stack with one more service. */
function stack(name: string, service: string): string {
  return `${ORDERS}
new LocalStack([stagingChart], { services: { ${name}: LocalService.of(${service}) } });`;
}

const ORDERS = `new SecretSyncedApp(stagingChart, 'orders', { image: 'orders:1', secretPath: '/orders', secretKeys: ['DATABASE_URL'], local: {} });`;

export const L5: RuleBody = {
  severity: Severity.ERROR,
  title: 'A local service is declared once, or alike',
  why: 'A compose file has one service of each name, and the other one would be lost.',
  source: COMPOSE,
  bad: stack('orders', "{ image: 'postgres:17' }"),
  good: stack('database', "{ image: 'postgres:17' }"),
};

export const L6: RuleBody = {
  severity: Severity.ERROR,
  title: 'A local service depends on services that exist, and not on itself by way of others',
  why: 'docker compose refuses the file.',
  source: `${COMPOSE}#depends_on`,
  bad: stack('worker', "{ image: 'worker:1', dependsOn: ['order'] }"),
  good: stack('worker', "{ image: 'worker:1', dependsOn: ['orders'] }"),
};

export const L7: RuleBody = {
  severity: Severity.ERROR,
  title: 'A local stack has projects that the CLI finds, one environment of its own, and files of its own',
  why: 'The CLI knows projects by their ids, on one host; `infisical run` reads one of them. A file that others wrote, or in which a text is a command, is not ours to write.',
  source: 'Infisical CLI v0.43.121: packages/cmd/export.go, packages/cmd/run.go; docs/local.md',
  bad: `${ORDERS}\nnew LocalStack([stagingChart], { composeFile: '../compose.yaml' });`,
  good: `${ORDERS}\nnew LocalStack([stagingChart], { composeFile: 'dev/compose.yaml' });`,
};

export const L9: RuleBody = {
  severity: Severity.ERROR,
  title: 'A local service is one that compose takes',
  why: 'docker compose refuses the file, or takes from a shell what nobody has declared.',
  source: 'https://github.com/compose-spec/compose-spec/blob/main/schema/compose-spec.json',
  bad: stack("'order queue'", "{ image: 'rabbitmq:4' }"),
  good: stack("'order-queue'", "{ image: 'rabbitmq:4' }"),
};

export const L10: RuleBody = {
  severity: Severity.ERROR,
  title: 'What a local service is given is known there, and can stand in a file',
  why: 'What a template computes of a value is known to the operator only: a laptop has keys, and texts composed of them. A NUL, or half of a character, becomes something else in the file, or stops whoever reads it. A credential is there for everybody who reads the repository.',
  source: 'https://yaml.org/spec/1.2.2/#51-character-set',
  bad: stack('queue', "{ image: 'rabbitmq:4', command: ['serve\\0'] }"),
  good: stack('queue', "{ image: 'rabbitmq:4', command: ['serve'] }"),
};
