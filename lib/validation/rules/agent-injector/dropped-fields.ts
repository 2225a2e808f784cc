import { agentConfigurationsOf, CONFIG_KEY } from '../../../model/delivery/injected-pods';
import { allAgentConfigurationsOf } from '../../../model/delivery/started-agents';
import type { Field } from '../../../model/field';
import { isFilledInLater } from '../../../model/resource';
import { isPlaceholder } from '../../../text/placeholder';
import { ruleOn, Severity } from '../../rule';
import { CONFIGURATION, injectedExample, otherConfiguration } from './injected';

const SOURCE = 'Infisical/infisical-agent-injector v0.1.12: ';
const KUBERNETES = 'type: kubernetes\n    config: { identity-id: 33333333-0000-4000-8000-000000000003 }';

export const J12 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'The configuration of an injected agent has only what the injector hands on',
  why: 'The injector writes the configuration anew for the agent, without what it does not know itself, and says no word: no command is run, no certificate is fetched.',
  source: `${SOURCE}pkg/util/models.go (ConfigMap, Template)`,
  bad: injectedExample({}, { configuration: `${CONFIGURATION}    config: { execute: { command: reload-api } }\n` }),
  good: injectedExample({}, { configuration: `${CONFIGURATION}    config: { polling-interval: 1m }\n` }),
  check: (app, report) => {
    for (const { configuration, configMap } of agentConfigurationsOf(app)) {
      const { content } = configuration;
      const tell = (field: Field, effect: string) => {
        const { at, lineInText } = configuration.placeOf(field.path);
        report(
          configMap,
          { at, lineInText },
          `${CONFIG_KEY} has ${String(field.key)}, which the injector drops: ${effect}`,
        );
      };
      for (const [name, effect] of Object.entries(DROPPED))
        if (content.at(name).isGiven) tell(content.at(name), effect);
      for (const { field, source } of configuration.templates) {
        const command = field.at('config', 'execute');
        if (command.isGiven)
          tell(command, 'no command is run when a file changes; have the application watch the file');
        if (source !== 'source-path') continue;
        const { at, lineInText } = configuration.placeOf(field.at('source-path').path);
        const message = `${CONFIG_KEY} has source-path, a file of the container of the agent, in which the injector mounts none of yours: put the template into template-content`;
        report(configMap, { at, lineInText }, message);
      }
    }
  },
});

const DROPPED: Readonly<Record<string, string>> = {
  sinks: 'the token is in /home/.infisical-workdir/identity-access-token of each container',
  certificates: 'no certificate is fetched; run an agent of your own beside the application',
};

export const J22 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'No field of the configuration of an agent is misspelt',
  why: 'The agent ignores what it does not know, and so does the injector, and neither says a word: without its address the agent asks Infisical Cloud, without its destination the file is elsewhere.',
  source: `${SOURCE}pkg/util/models.go (ConfigMap, Template), pkg/injector/util.go (yaml.Unmarshal); Infisical/cli v0.43.121: packages/cmd/agent.go (parseAgentConfigWithMode)`,
  bad: injectedExample({}, otherConfiguration('infisical:\n', 'infisical:\n  addres: https://secrets.example.com\n')),
  good: injectedExample({}, otherConfiguration('infisical:\n', 'infisical:\n  address: https://secrets.example.com\n')),
  check: (app, report) => {
    for (const { configuration, holder, called } of allAgentConfigurationsOf(app)) {
      for (const { at: field, problem } of configuration.misspelt) {
        const { at, lineInText } = configuration.placeOf(field.path);
        report(holder, { at, lineInText }, `${called}: ${problem}`);
      }
    }
  },
});

export const J14 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'No password stands in the ConfigMap of an injected agent',
  why: 'A ConfigMap is no place for it: whoever may list ConfigMaps has it, the injector writes it into the pod as a variable, too, and from a repository it never goes away.',
  source: `${SOURCE}pkg/util/helper.go (BuildAgentConfigFromConfigMap)`,
  bad: injectedExample({}, otherConfiguration(KUBERNETES, ldap('in the open'))),
  good: injectedExample({}, otherConfiguration(KUBERNETES, ldap('${LDAP_PASSWORD}'))),
  check: (app, report) => {
    for (const { configuration, configMap } of agentConfigurationsOf(app)) {
      const auth = configuration.content.at('infisical', 'auth');
      const password = auth.text('config', 'password');
      if (auth.raw === undefined || !password.value || isPlaceholder(password.value)) continue;
      if (isFilledInLater(configMap, password.value)) continue;
      const { at, lineInText } = configuration.placeOf(password.path);
      const message = `${CONFIG_KEY} has the password of a login in plain text: use the kubernetes login, which needs none, and change the password`;
      report(configMap, { at, lineInText }, message);
    }
  },
});

function ldap(password: string): string {
  return `type: ldap-auth\n    config: { identity-id: 33333333-0000-4000-8000-000000000003, username: api, password: "${password}" }`;
}
