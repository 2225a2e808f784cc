import type { Field } from '../../../lib/model/field';
import type { Code } from '../../typescript/code';
import { durationOf, ifNotEmpty, type Props, plus, props } from './expressions';
import { kubernetesItems, kubernetesWords } from './kubernetes-words';
import type { KeyFileVolumes } from './secret-files';
import type { TextCode } from './secret-names';
import { volumesCode } from './volumes';

/** The props of a pod that are not about its containers; what they cannot say is left to others. */
export function podProps(pod: Field, { volumes: files }: KeyFileVolumes, nameOfSecret: TextCode): Props {
  const volumes = pod.at('volumes').items();
  const others = volumes.filter((volume) => !files.has(String(volume.at('name').raw)));
  return props({
    serviceAccountName: pod.text('serviceAccountName').value,
    automountServiceAccountToken: pod.flag('automountServiceAccountToken').value,
    enableServiceLinks: pod.flag('enableServiceLinks').value,
    imagePullSecrets: pullSecretsCode(pod.at('imagePullSecrets'), nameOfSecret),
    terminationGracePeriod: secondsCode(pod.at('terminationGracePeriodSeconds')),
    priorityClassName: pod.text('priorityClassName').value,
    nodeSelector: nodeSelectorCode(pod.at('nodeSelector')),
    tolerations: wholeList(pod.at('tolerations'), 'Toleration'),
    affinity: pod.at('affinity').isGiven ? kubernetesWords(pod.at('affinity').raw, 'Affinity') : undefined,
    topologySpread: wholeList(pod.at('topologySpreadConstraints'), 'TopologySpreadConstraint'),
    hostNetwork: pod.flag('hostNetwork').value,
    dns: dnsCode(pod),
    hostAliases: hostAliasesCode(pod.at('hostAliases')),
    volumes: volumesCode(others, nameOfSecret),
  });
}

/** A list that no merge adds to: all of it or nothing. */
function wholeList(list: Field, type: 'Toleration' | 'TopologySpreadConstraint'): Code {
  const said = kubernetesItems(list.items(), type);
  return said?.length === list.items().length ? said : undefined;
}

export function secondsCode({ raw }: Field): Code {
  return Number.isSafeInteger(raw) && Number(raw) >= 0 ? durationOf(Number(raw)) : undefined;
}

function nodeSelectorCode(selector: Field): Code {
  const labels = selector.entries();
  const isSaid = labels.length > 0 && labels.every(([, { raw }]) => typeof raw === 'string');
  return isSaid ? (selector.raw as { [label: string]: Code }) : undefined;
}

/** Up to the first one that cannot be said: after that one, none could keep its place. */
function pullSecretsCode(list: Field, nameOfSecret: TextCode): Code {
  const names = list.items().map((one) => (one.hasOnly('name') ? one.text('name').value : undefined));
  const said = names.includes(undefined) ? names.slice(0, names.indexOf(undefined)) : names;
  return said.length > 0 ? said.map((name) => name && nameOfSecret(name)) : undefined;
}

const DNS_POLICIES: ReadonlyMap<unknown, Code> = new Map([
  ['ClusterFirstWithHostNet', plus('DnsPolicy.CLUSTER_FIRST_WITH_HOST_NET')],
  ['Default', plus('DnsPolicy.DEFAULT')],
  ['None', plus('DnsPolicy.NONE')],
]);

function dnsCode(pod: Field): Code {
  const config = pod.at('dnsConfig');
  const options = config
    .at('options')
    .items()
    .map((option) => props({ name: option.text('name').value, value: option.text('value').value }));
  return ifNotEmpty(
    props({
      policy: DNS_POLICIES.get(pod.at('dnsPolicy').raw),
      hostname: pod.text('hostname').value,
      subdomain: pod.text('subdomain').value,
      hostnameAsFQDN: pod.flag('setHostnameAsFQDN').value,
      nameservers: textsOf(config.at('nameservers')),
      searches: textsOf(config.at('searches')),
      options: options.length > 0 && options.every(({ name }) => name !== undefined) ? options : undefined,
    }),
  );
}

function textsOf(list: Field): Code {
  const texts = list.texts();
  return texts.length > 0 && texts.length === list.items().length ? texts : undefined;
}

function hostAliasesCode(list: Field): Code {
  const all = list.items().map((alias) => ({ ip: alias.text('ip').value, hostnames: textsOf(alias.at('hostnames')) }));
  const isSaid = all.length > 0 && all.every(({ ip, hostnames }) => ip !== undefined && hostnames !== undefined);
  return isSaid ? all : undefined;
}
