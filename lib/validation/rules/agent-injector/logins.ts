import { isMisspelt } from '../../../model/delivery/agent-fields';
import {
  agentConfigurationsOf,
  askingPodsOf,
  CONFIG_KEY,
  INJECT_MODE,
  type ReadConfiguration,
} from '../../../model/delivery/injected-pods';
import { type Field, NOWHERE } from '../../../model/field';
import { isFilledInLater } from '../../../model/resource';
import { shown } from '../../../text/shown';
import { type Report, ruleOn, Severity } from '../../rule';
import { injectedExample, otherConfiguration } from './injected';

const SOURCE = 'Infisical/infisical-agent-injector v0.1.12: ';
const REFUSED =
  'The injector refuses the pod, and its ReplicaSet tries again and again: no pod ever starts, which only its events say.';

const METHODS = ['kubernetes', 'ldap-auth', 'aws-iam'];
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'ldap-auth': ['identity-id', 'username', 'password'],
};

export const J6 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'An injected agent logs in as the injector knows it',
  why: REFUSED,
  source: `${SOURCE}pkg/agent/agent.go (ValidateConfigMap), pkg/util/helper.go (BuildAgentConfigFromConfigMap)`,
  bad: injectedExample({}, otherConfiguration('type: kubernetes', 'type: universal-auth')),
  good: injectedExample({}, otherConfiguration('type: kubernetes', 'type: aws-iam')),
  check: (app, report) => {
    for (const one of agentConfigurationsOf(app)) checkLogin(one, report);
  },
});

function checkLogin({ configuration, configMap }: ReadConfiguration, report: Report): void {
  const { content } = configuration;
  const auth = content.at('infisical', 'auth');
  const type = auth.text('type');
  if (!content.isObject || isFilledInLater(configMap, type.value)) return;
  const tell = (field: Field, message: string) => {
    // Of what stands there under a wrong name, J22 tells.
    if (field.isEmpty && isMisspelt(configuration, field.path)) return;
    const { at, lineInText } = configuration.placeOf(field.path);
    report(configMap, { at, lineInText }, message);
  };
  if (type.value === undefined || !METHODS.includes(type.value)) {
    const isElsewhere = !type.value && content.at('auth', 'type').isGiven;
    const remedy = isElsewhere
      ? 'move auth into infisical: at the top, only an agent that is started by hand reads it'
      : `write one of ${METHODS.join(', ')}`;
    const found = type.value ? `the auth.type ${shown(type.value)}` : 'no infisical.auth.type';
    tell(type, `${CONFIG_KEY} has ${found}, with which the injector refuses the pod: ${remedy}`);
    return;
  }
  for (const name of NEEDED[type.value] ?? ['identity-id']) {
    const field = auth.text('config', name);
    if (field.value !== undefined) continue;
    tell(
      field,
      `${CONFIG_KEY} has no infisical.auth.config.${name}, without which the injector refuses the pod: add it, as a text`,
    );
  }
}

const REVOKE = 'revoke-credentials-on-shutdown';

export const J9 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'Only an agent that stays beside the containers revokes its login at the end',
  why: REFUSED,
  source: `${SOURCE}pkg/util/helper.go (BuildAgentConfigFromConfigMap)`,
  bad: injectedExample({}, otherConfiguration('infisical:\n', `infisical:\n  ${REVOKE}: true\n`)),
  good: injectedExample(
    { [INJECT_MODE]: 'sidecar' },
    otherConfiguration('infisical:\n', `infisical:\n  ${REVOKE}: true\n`),
  ),
  check: (app, report) => {
    for (const { workload, annotations, configuration } of askingPodsOf(app)) {
      const mode = annotations.text(INJECT_MODE);
      const revoke = configuration?.content.at('infisical', REVOKE) ?? NOWHERE;
      if ((mode.value || 'init') !== 'init' || revoke.raw !== 'true') continue;
      report(
        workload.resource,
        mode.isGiven ? mode : annotations,
        `${CONFIG_KEY} of the agent has ${REVOKE}, with which the injector refuses a pod of the mode "init": set "${INJECT_MODE}" to sidecar or sidecar-init, or leave it out`,
      );
    }
  },
});
