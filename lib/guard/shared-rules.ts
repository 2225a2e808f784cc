import { listed } from '../text/listed';
import { type GuardedRule, isGiven, textOf } from './guarded-kind';

/** Names as the API server takes them: RFC 1123 subdomains and labels. */
const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN_PATTERN = `^${LABEL}(\\\\.${LABEL})*$`;
const LABEL_PATTERN = `^${LABEL}$`;

/** Of what is a URL for the rule, all but what only a parser of URLs would find. */
const HTTP = "matches('^[hH][tT][tT][pP][sS]?:')";
const CREDENTIALS = "matches('^[^:/?#]+://[^/?#\\\\\\\\]*[^/?#:@\\\\\\\\][^/?#\\\\\\\\]*@')";
const QUERY_OR_FRAGMENT = "matches('[?][^#]|#.')";

/** A host is a URL that the operator can use, where it is given. */
export function urlRule(host: string): GuardedRule {
  return {
    rule: 'H3',
    expression: [
      `${host} == '' || ${host}.${HTTP} && !${host}.matches('\\\\s')`,
      `!${host}.${CREDENTIALS} && !${host}.${QUERY_OR_FRAGMENT}`,
    ].join(' && '),
    remedy: 'write for example "https://secrets.example.com"',
  };
}

/** The folders that a list of objects names, and the projects that these do. */
export function folderRules(
  folders: string,
  { environment, path }: Readonly<Record<'environment' | 'path', string>>,
  projects = folders,
): readonly GuardedRule[] {
  const [byId, bySlug] = [isGiven('f', 'projectId'), isGiven('f', 'projectSlug')];
  return [
    { rule: 'S1', expression: `${projects}.all(f, ${byId} || ${bySlug})`, remedy: 'write projectSlug or projectId' },
    { rule: 'S2', expression: `${projects}.all(f, !(${byId} && ${bySlug}))`, remedy: 'keep projectSlug or projectId' },
    {
      rule: 'S4',
      expression: `${folders}.all(f, ${isGiven('f', environment)} && ${isGiven('f', path)})`,
      remedy: `write ${environment} and ${path}; the root is "/"`,
    },
  ];
}

/** The texts that name a certificate authority. */
export function certificateParts([reference, ...parts]: readonly string[]): string {
  return `[${parts.map((part) => `(${textOf('tls', reference, part)})`).join(', ')}]`;
}

/** A certificate authority is named by all of its parts or by none: the operator writes it down with nothing in it. */
export function certificateRule(parts: readonly string[]): GuardedRule {
  return {
    rule: 'H6',
    expression: "variables.certificate.all(part, part == '') || variables.certificate.all(part, part != '')",
    remedy: `write ${listed(parts)}`,
  };
}

export const VALID_NAME =
  'write a-z, 0-9, "-" and ".", starting and ending with a letter or digit, at most 253 characters';
export const VALID_NAMESPACE =
  'write a-z, 0-9 and "-", starting and ending with a letter or digit, at most 63 characters';

/** Whether a text is a name that most objects can have. */
export function isSubdomain(text: string): string {
  return `size(${text}) <= 253 && ${text}.matches('${SUBDOMAIN_PATTERN}')`;
}

/** Whether a text is a name that a namespace can have; that there is one is another rule's. */
export function isNamespaceName(text: string): string {
  return `${text} == '' || size(${text}) <= 63 && ${text}.matches('${LABEL_PATTERN}')`;
}

/** An interval, where there is one; also those that switch it off, where the operator reads them so. */
export function intervalRules(interval: string, { mayBeOff }: { readonly mayBeOff: boolean }): readonly GuardedRule[] {
  const off = mayBeOff ? ` || ${interval}.matches('^0+[mhdw]$')` : '';
  return [
    {
      rule: 'T1',
      expression: `${interval} == '' || ${interval}.matches('^[1-9][0-9]*[smhdw]$')${off}`,
      remedy: 'write for example "90m"',
    },
    { rule: 'T2', expression: `!${interval}.matches('^[1-4]s$')`, remedy: 'write "5s" or more' },
  ];
}

/** Each is compared with each other: of many more the server would say that it costs too much. */
const MOST_COMPARED = 100;

/** Whether no two objects of a list are alike in some fields. */
export function areDistinct(objects: string, fields: readonly string[]): string {
  const isAlike = fields.map((field) => `other.${field} == o.${field}`).join(' && ');
  return `size(${objects}) > ${MOST_COMPARED} || ${objects}.all(o, ${objects}.exists_one(other, ${isAlike}))`;
}

/** The objects that the operator writes, as v1alpha1 names them. */
export function managedObjectRules(kind: 'secret' | 'configMap', objects: string): readonly GuardedRule[] {
  const [name, namespace] = [`o.${kind}Name`, `o.${kind}Namespace`];
  const all = (expression: string) => `${objects}.all(o, ${expression})`;
  return [
    { rule: 'A4', expression: all(`${namespace} != ''`), remedy: `write ${kind}Namespace` },
    {
      rule: 'M3',
      expression: all(
        `!has(o.creationPolicy) || o.creationPolicy != 'Owner' || ${namespace} == '' || ${namespace} == object.metadata.namespace`,
      ),
      remedy: 'write creationPolicy Orphan, or move the resource into that namespace',
    },
    {
      rule: 'M4',
      expression: all("!has(o.creationPolicy) || o.creationPolicy in ['Owner', 'Orphan']"),
      remedy: 'write "Owner" or "Orphan"',
    },
    { rule: 'M7', expression: all(isSubdomain(name)), remedy: VALID_NAME },
    { rule: 'M19', expression: all(isNamespaceName(namespace)), remedy: VALID_NAMESPACE },
  ];
}

/** Objects of one kind in a list of v1alpha1. */
export function oneWriterRule(kind: 'secret' | 'configMap', objects: string): GuardedRule {
  return {
    rule: 'M5',
    expression: areDistinct(objects, [`${kind}Name`, `${kind}Namespace`]),
    remedy: 'give each object a name of its own',
  };
}

/** Templates of v1alpha1: one without data stands in the place of all keys. */
export function templateRule(holders: string): GuardedRule {
  return {
    rule: 'M12',
    expression: [
      `${holders}.all(o, !has(o.template) || has(o.template.includeAllSecrets) && o.template.includeAllSecrets`,
      'has(o.template.data) && size(o.template.data) > 0)',
    ].join(' || '),
    remedy: 'write includeAllSecrets: true, or data',
  };
}
