import { type CliContainer, cliContainersOf } from '../../../model/delivery/cli-containers';
import { DEFAULT_ENVIRONMENT } from '../../../model/delivery/cli-deliveries';
import type { CliCall } from '../../../model/delivery/infisical-cli';
import { isIdentity, isInfisicalCredential } from '../../../model/delivery/infisical-logins';
import { isLeftOpen } from '../../../model/delivery/left-open';
import { quotedName } from '../../../text/key-name';
import { isPlaceholder } from '../../../text/placeholder';
import { ruleOn, Severity } from '../../rule';
import { CLI, RUN, running, TOKEN } from './running-cli';

/** Flags whose value logs in. */
const SECRET_FLAGS = ['token', 'client-secret', 'password', 'jwt', 'oidc-jwt'];

export const J16 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'No login to Infisical stands in a manifest',
  why: 'Whoever can read the manifest has every secret that it opens, and it stays in the history of the repository when the line is gone.',
  source: `${CLI}packages/util/constants.go; https://kubernetes.io/docs/concepts/security/secrets-good-practices/`,
  bad: running(RUN, [{ name: 'INFISICAL_TOKEN', value: 'in the open' }]),
  good: running(RUN, [TOKEN]),
  check: (app, report) => {
    for (const { workload, name, variables, calls } of cliContainersOf(app)) {
      for (const [variable, field] of variables.fields) {
        const value = field.at('value');
        if (!isInfisicalCredential(variable) || !isWritten(value.raw)) continue;
        report(
          workload.resource,
          value,
          `the variable ${quotedName(variable)} of container ${quotedName(name)} has a login to Infisical in plain text: revoke it, put a new one into a Secret, and take it with secretKeyRef`,
        );
      }
      for (const call of calls) {
        const flag = SECRET_FLAGS.find((one) => call.flags.get(one)?.some(isWritten));
        if (flag === undefined) continue;
        const message = `"infisical ${call.command}" of container ${quotedName(name)} has a login in plain text behind --${flag}: revoke it, put a new one into a Secret, and take it as a variable`;
        report(workload.resource, placeOf(call), message);
      }
    }
  },
});

/** Whether it is a value itself, and no variable or gap for one. */
function isWritten(raw: unknown): boolean {
  return typeof raw === 'string' && raw !== '' && !/\$\w/.test(raw) && !isLeftOpen(raw) && !isPlaceholder(raw);
}

function placeOf({ at, lineInText }: CliCall) {
  return { at, lineInText };
}

const ASKING: readonly CliCall['command'][] = ['run', 'export', 'secrets', 'secrets get'];
/** What only another command of the command line reads. */
const NOT_READ = { env: 'INFISICAL_ENVIRONMENT', path: 'INFISICAL_SECRET_PATH' } as const;
const PROD = /(?:^|[-_.])(?:prod|production|live)(?:$|[-_.])/;

export const J17 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'The command line of Infisical is told its environment and path by flags',
  why: 'Without --env it reads the environment dev, unless a file .infisical.json in the image names another one, and of the variables INFISICAL_ENVIRONMENT and INFISICAL_SECRET_PATH it takes no notice: an application in production runs with the secrets of dev.',
  source: `${CLI}packages/cmd/run.go, packages/cmd/export.go, packages/util/constants.go`,
  bad: running(['infisical', 'run', '--', 'node'], [TOKEN, { name: 'INFISICAL_ENVIRONMENT', value: 'prod' }]),
  good: running(['infisical', 'run', '--env', '$(STAGE)', '--', 'node'], [TOKEN, { name: 'STAGE', value: 'prod' }]),
  check: (app, report) => {
    for (const container of cliContainersOf(app)) {
      const { workload, name, calls, variables } = container;
      const asking = calls.filter(({ command }) => ASKING.includes(command));
      for (const flag of ['env', 'path'] as const) {
        const call = asking.find(({ flags }) => !flags.has(flag));
        const unread = variables.fields.get(NOT_READ[flag]);
        if (call === undefined) continue;
        const what = `"infisical ${call.command}" of container ${quotedName(name)}`;
        if (unread !== undefined) {
          const message = `${what} does not read the variable ${NOT_READ[flag]}: write --${flag} "$(${NOT_READ[flag]})" into its command`;
          report(workload.resource, unread.at('name'), message);
        } else if (flag === 'env' && isProduction(container)) {
          const message = `${what} has no --env, and reads the environment ${DEFAULT_ENVIRONMENT} therefore: write --env and the slug of the one that is meant`;
          report(workload.resource, placeOf(call), message);
        }
      }
    }
  },
});

function isProduction({ workload: { resource, namespace } }: CliContainer): boolean {
  return [namespace, resource.environment].some((name) => name !== undefined && PROD.test(name));
}

const CLIENT = {
  name: 'INFISICAL_UNIVERSAL_AUTH_CLIENT_ID',
  valueFrom: { secretKeyRef: { name: 'login', key: 'id' } },
};

export const J18 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'The command line of Infisical is told its project where an identity logs in',
  why: 'An identity is of no one project: unless a file .infisical.json in the image names one, nothing is fetched, and the application does not start.',
  source: `${CLI}packages/cmd/run.go; https://github.com/Infisical/infisical/issues/2369`,
  bad: running(RUN, [CLIENT]),
  good: running(['infisical', 'run', '--projectId', '44444444-0000-4000-8000-000000000004', ...RUN.slice(2)], [CLIENT]),
  check: (app, report) => {
    for (const { workload, name, calls, variables } of cliContainersOf(app)) {
      const isByIdentity =
        [...variables.fields.keys()].some(isIdentity) ||
        calls.some(({ flags }) => (flags.get('method')?.at(-1) ?? 'user') !== 'user');
      if (!isByIdentity || variables.mayHaveMore || variables.fields.has('INFISICAL_PROJECT_ID')) continue;
      const call = calls.find(
        ({ command, flags }) => ASKING.includes(command) && !flags.has('projectId') && !flags.has('project-config-dir'),
      );
      if (call === undefined) continue;
      const message = `"infisical ${call.command}" of container ${quotedName(name)} has no --projectId, and no variable INFISICAL_PROJECT_ID: name the project by its id`;
      report(workload.resource, placeOf(call), message);
    }
  },
});
