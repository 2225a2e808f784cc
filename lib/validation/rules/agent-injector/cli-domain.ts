import { cliContainersOf, domainProblemOf } from '../../../model/delivery/cli-containers';
import { quotedName } from '../../../text/key-name';
import { ruleOn, Severity } from '../../rule';
import { CLI, RUN, running, TOKEN } from './running-cli';

const DOMAIN = (value: string) => ({ name: 'INFISICAL_DOMAIN', value });

export const J24 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'The domain that the command line of Infisical is told has no slash behind /api, and its release reads it',
  why: 'The command line appends "/api" to whatever does not end with just that: it asks at "/api/api", where nothing answers, and the application does not start. A release before 0.43.92 does not read INFISICAL_DOMAIN: it asks Infisical Cloud, with the login for another one.',
  source: `${CLI}packages/util/helper.go (AppendAPIEndpoint), packages/cmd/root.go (resolveDomain); v0.43.91: packages/cmd/root.go (init)`,
  bad: running(RUN, [TOKEN, DOMAIN('https://secrets.example.com/api/')]),
  good: running(RUN, [TOKEN, DOMAIN('https://secrets.example.com/api')]),
  check: (app, report) => {
    for (const { workload, name, calls, variables } of cliContainersOf(app)) {
      const told = new Set<unknown>();
      for (const call of calls) {
        const problem = domainProblemOf(variables, call);
        if (problem === undefined || told.has(problem.variable ?? call)) continue;
        told.add(problem.variable ?? call);
        if (problem.mayBeOverruled) continue;
        const message = `container ${quotedName(name)} ${problem.message}`;
        report(
          workload.resource,
          problem.variable?.at('value') ?? { at: call.at, lineInText: call.lineInText },
          message,
        );
      }
    }
  },
});
