import type { AppModel } from '../../../model/app-model';
import type { AgentConfiguration } from '../../../model/delivery/agent-configuration';
import {
  AGENT_CONFIG_MAP,
  CONFIG_KEY,
  INJECT,
  INJECT_MODE,
  type InjectedPod,
  injectedPodsOf,
  isConfigMap,
} from '../../../model/delivery/injected-pods';
import { type Field, NOWHERE } from '../../../model/field';
import { isFilledInLater, isUnplaced, objectOf } from '../../../model/resource';
import { didYouMean, isNearly } from '../../../text/did-you-mean';
import { quotedName } from '../../../text/key-name';
import { shown } from '../../../text/shown';
import { type Report, ruleOn, Severity } from '../../rule';
import { CONFIGURATION, configured, injected } from './injected';

const SOURCE = 'Infisical/infisical-agent-injector v0.1.12: ';
const REFUSED =
  'The injector refuses the pod, and its ReplicaSet tries again and again: no pod ever starts, which only its events say.';

export const J4 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'A pod names the ConfigMap of its agent, which has a config.yaml with templates',
  why: REFUSED,
  source: `${SOURCE}pkg/injector/util.go (GetConfigMap), pkg/agent/agent.go (NewAgent)`,
  bad: injected({}, { configMap: { data: { 'agent.yaml': CONFIGURATION } } }),
  good: injected(),
  check: (app, report) => {
    for (const { workload, annotations, configMapName, configMap, configuration } of injectedPodsOf(app)) {
      const { resource } = workload;
      if (configMapName.isEmpty) {
        report(
          resource,
          configMapName.isGiven ? configMapName : annotations.at(INJECT),
          `the pod has no annotation "${AGENT_CONFIG_MAP}", without which the injector refuses it: name the ConfigMap with the configuration of the agent`,
        );
      } else if (configMap !== undefined && configuration === undefined) {
        const data = objectOf(configMap).at('data');
        if (data.isUnresolved || data.at(CONFIG_KEY).isGiven) continue;
        const keys = data.entries().map(([key]) => key);
        report(
          resource,
          configMapName,
          `the ConfigMap ${quotedName(configMapName.value ?? '')} has no key "${CONFIG_KEY}", without which the injector refuses the pod: ${didYouMean(CONFIG_KEY, keys, `put the configuration there`)}`,
        );
      }
    }
    for (const { configuration, configMap } of configurationsOf(app)) {
      const templates = configuration.content.at('templates');
      if (templates.items().length > 0 || configuration.text.isEmpty) continue;
      if (isFilledInLater(configMap, configuration.text.value)) continue;
      const { at, lineInText } = configuration.placeOf(['templates']);
      const message = `${CONFIG_KEY} has no list of templates, without which the injector refuses the pod: give it templates, each with a destination-path and a template-content`;
      report(configMap, { at, lineInText }, message);
    }
  },
});

interface ReadConfiguration {
  readonly configuration: AgentConfiguration;
  readonly configMap: NonNullable<InjectedPod['configMap']>;
  /** The first pod that has it. */
  readonly pod: InjectedPod;
}

/** The configurations that are read, each once. */
export function configurationsOf(app: AppModel): ReadConfiguration[] {
  const found = new Map<AgentConfiguration, ReadConfiguration>();
  for (const pod of injectedPodsOf(app)) {
    const { configuration, configMap } = pod;
    if (configuration === undefined || configMap === undefined || configuration.problem !== undefined) continue;
    if (!found.has(configuration)) found.set(configuration, { configuration, configMap, pod });
  }
  return [...found.values()];
}

/** What kustomize puts behind the names of the ConfigMaps that it makes, and not into annotations. */
const SUFFIX = /^-[a-z0-9]{10}$/;

export const J5 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'The ConfigMap of an agent is there under its name, in the namespace of the pod',
  why: `The injector looks for it in the namespace of the pod. ${REFUSED}`,
  source: `${SOURCE}pkg/injector/util.go (GetConfigMap); https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/`,
  bad: injected({ [AGENT_CONFIG_MAP]: 'agnet' }),
  good: injected(),
  check: (app, report) => {
    const all = app.resources.filter(({ manifest }) => isConfigMap(manifest));
    for (const { workload, configMapName, configMap } of injectedPodsOf(app)) {
      const { value } = configMapName;
      if (configMap !== undefined || !value || isFilledInLater(workload.resource, value)) continue;
      const isHere = ({ manifest, ...one }: (typeof all)[number]) =>
        isUnplaced({ manifest, ...one }) || manifest.metadata.namespace === workload.namespace;
      const nameOf = ({ manifest }: (typeof all)[number]) => manifest.metadata.name ?? '';
      if (all.some((one) => isHere(one) && nameOf(one) === value)) continue;
      const elsewhere = all.find((one) => nameOf(one) === value);
      const here = all.filter(isHere).map(nameOf);
      const suffixed = here.find((name) => name.startsWith(value) && SUFFIX.test(name.slice(value.length)));
      const near = suffixed ?? here.find((name) => name !== '' && isNearly(name, value));
      if (near === undefined && elsewhere === undefined) continue;
      const what = `the ConfigMap ${quotedName(value)} is not among the objects`;
      const remedy =
        suffixed !== undefined
          ? `kustomize calls it ${quotedName(suffixed)}, and puts no name into an annotation: set disableNameSuffixHash for it`
          : near !== undefined
            ? `did you mean ${quotedName(near)}?`
            : `there is one of this name in the namespace ${quotedName(elsewhere?.manifest.metadata.namespace ?? '')}, where the injector does not look: put it into that of the pod`;
      report(workload.resource, configMapName, `${what}: ${remedy}`);
    }
  },
});

const METHODS = ['kubernetes', 'ldap-auth', 'aws-iam'];
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'ldap-auth': ['identity-id', 'username', 'password'],
};

export const J6 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'An injected agent logs in as the injector knows it',
  why: REFUSED,
  source: `${SOURCE}pkg/agent/agent.go (ValidateConfigMap), pkg/util/helper.go (BuildAgentConfigFromConfigMap)`,
  bad: injected({}, configured('type: kubernetes', 'type: universal-auth')),
  good: injected({}, configured('type: kubernetes', 'type: aws-iam')),
  check: (app, report) => {
    for (const one of configurationsOf(app)) checkLogin(one, report);
  },
});

function checkLogin({ configuration, configMap }: ReadConfiguration, report: Report): void {
  const { content } = configuration;
  const auth = content.at('infisical', 'auth');
  const type = auth.text('type');
  if (!content.isObject || isFilledInLater(configMap, type.value)) return;
  const tell = (field: Field, message: string) => {
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
  bad: injected({}, configured('infisical:\n', `infisical:\n  ${REVOKE}: true\n`)),
  good: injected({ [INJECT_MODE]: 'sidecar' }, configured('infisical:\n', `infisical:\n  ${REVOKE}: true\n`)),
  check: (app, report) => {
    for (const { workload, annotations, configuration } of injectedPodsOf(app)) {
      const mode = annotations.text(INJECT_MODE);
      const revoke = configuration?.content.at('infisical', REVOKE) ?? NOWHERE;
      if ((mode.value || 'init') !== 'init' || revoke.raw !== 'true') continue;
      report(
        workload.resource,
        mode.isGiven ? mode : annotations.at(INJECT),
        `${CONFIG_KEY} of the agent has ${REVOKE}, with which the injector refuses a pod of the mode "init": set "${INJECT_MODE}" to sidecar or sidecar-init, or leave it out`,
      );
    }
  },
});
