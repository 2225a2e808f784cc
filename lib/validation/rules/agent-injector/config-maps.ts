import { isMisspelt } from '../../../model/delivery/agent-fields';
import {
  AGENT_CONFIG_MAP,
  agentConfigurationsOf,
  askingPodsOf,
  CONFIG_KEY,
  type InjectedPod,
  isConfigMap,
} from '../../../model/delivery/injected-pods';
import { misspeltAnnotation } from '../../../model/delivery/uninjected-pods';
import type { Field } from '../../../model/field';
import { isFilledInLater, isUnplaced, objectOf, type Resource } from '../../../model/resource';
import { resourcesOfKind } from '../../../model/resources-of-kind';
import { isNearly } from '../../../text/did-you-mean';
import { quotedName, quotedText } from '../../../text/key-name';
import { ruleOn, Severity } from '../../rule';
import { CONFIGURATION, injectedExample } from './injected';

const SOURCE = 'Infisical/infisical-agent-injector v0.1.12: ';
const REFUSED =
  'The injector refuses the pod, and its ReplicaSet tries again and again: no pod ever starts, which only its events say.';

export const J4 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'A pod names the ConfigMap of its agent, which has a config.yaml with templates',
  why: REFUSED,
  source: `${SOURCE}pkg/injector/util.go (GetConfigMap), pkg/agent/agent.go (NewAgent)`,
  bad: injectedExample({}, { configMap: { data: { 'agent.yaml': CONFIGURATION } } }),
  good: injectedExample(),
  check: (app, report) => {
    const misnamed = new Set<Resource>();
    for (const pod of askingPodsOf(app)) {
      const { workload, configMapName, configMap, configuration } = pod;
      if (configMapName.isEmpty) {
        const { at, message } = withoutConfigMap(pod);
        report(workload.resource, at, message);
      } else if (configMap !== undefined && configuration === undefined) {
        const data = objectOf(configMap).at('data');
        if (data.isUnresolved || data.at(CONFIG_KEY).isGiven) continue;
        const near = keyLike(CONFIG_KEY, data);
        if (near === undefined) {
          const message = `the ConfigMap ${quotedName(configMapName.value ?? '')} has no key "${CONFIG_KEY}", without which the injector refuses the pod: put the configuration there`;
          report(workload.resource, configMapName, message);
        } else if (!misnamed.has(configMap)) {
          const message = `the ConfigMap has the key ${quotedText(String(near.key))}, and no "${CONFIG_KEY}", without which the injector refuses the pod: write "${CONFIG_KEY}"`;
          report(configMap, near, message);
          misnamed.add(configMap);
        }
      }
    }
    for (const { configuration, configMap } of agentConfigurationsOf(app)) {
      const templates = configuration.content.at('templates');
      if (templates.items().length > 0 || configuration.text.isEmpty) continue;
      if (isFilledInLater(configMap, configuration.text.value)) continue;
      // Of what stands there under a wrong name, J22 tells.
      if (isMisspelt(configuration, ['templates'])) continue;
      const { at, lineInText } = configuration.placeOf(['templates']);
      const message = `${CONFIG_KEY} has no list of templates, without which the injector refuses the pod: give it templates, each with a destination-path and a template-content`;
      report(configMap, { at, lineInText }, message);
    }
  },
});

function withoutConfigMap({ annotations, configMapName }: InjectedPod): {
  readonly at: Field;
  readonly message: string;
} {
  const near = configMapName.isGiven ? undefined : misspeltAnnotation(annotations, AGENT_CONFIG_MAP);
  const found = near === undefined ? '' : `, but ${quotedText(String(near.key))}`;
  const remedy = near === undefined ? 'name the ConfigMap with the configuration of the agent' : 'write that';
  return {
    at: near ?? (configMapName.isGiven ? configMapName : annotations),
    message: `the pod has no annotation "${AGENT_CONFIG_MAP}"${found}, without which the injector refuses it: ${remedy}`,
  };
}

/** What stands in the place of a key that is not there. */
function keyLike(wanted: string, holder: Field): Field | undefined {
  return holder.entries().find(([key]) => isNearly(key, wanted))?.[1];
}

/** What kustomize puts behind the names of the ConfigMaps that it makes, and not into annotations. */
const SUFFIX = /^-[a-z0-9]{10}$/;

export const J5 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'The ConfigMap of an agent is there under its name, in the namespace of the pod',
  why: `The injector looks for it in the namespace of the pod. ${REFUSED}`,
  source: `${SOURCE}pkg/injector/util.go (GetConfigMap); https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/`,
  bad: injectedExample({ [AGENT_CONFIG_MAP]: 'agnet' }),
  good: injectedExample(),
  check: (app, report) => {
    const all = resourcesOfKind(app, 'ConfigMap').filter(({ manifest }) => isConfigMap(manifest));
    for (const { workload, configMapName, configMap } of askingPodsOf(app)) {
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
