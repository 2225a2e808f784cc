import { ADDRESS } from '../../../model/delivery/agent-configuration';
import { allAgentConfigurationsOf } from '../../../model/delivery/started-agents';
import { ruleOn, Severity } from '../../rule';
import { injectedExample, otherConfiguration } from './injected';

const addressed = (address: string) =>
  injectedExample({}, otherConfiguration('infisical:\n', `infisical:\n  address: ${address}\n`));

export const J23 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'The address of an agent has no slash behind /api',
  why: 'The agent appends "/api" to whatever does not end with just that: it asks at "/api/api", where nothing answers.',
  source: 'Infisical/cli: packages/util/helper.go (AppendAPIEndpoint), packages/cmd/agent.go (INFISICAL_URL)',
  bad: addressed('https://secrets.example.com/api/'),
  good: addressed('https://secrets.example.com/'),
  check: (app, report) => {
    for (const { configuration, holder, called } of allAgentConfigurationsOf(app)) {
      const { addressProblem, placeOf } = configuration;
      if (addressProblem === undefined) continue;
      const { at, lineInText } = placeOf(ADDRESS);
      report(holder, { at, lineInText }, `${called}: ${addressProblem}`);
    }
  },
});
