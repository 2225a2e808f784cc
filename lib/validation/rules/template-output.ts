import { fields, text } from '../../json/json';
import { type TemplateBlock, templateBlocksOf, templatesOf } from '../../model/secret-templates';
import { CHANGING_FUNCTIONS, YAML_SAFE_FUNCTIONS } from '../../model/templates/functions';
import { isPlain } from '../../model/written-keys';
import { quotedKey } from '../../text/key-name';
import { quotedNames } from '../../text/shown';
import type { AppReport as Report, AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

/** What templates write. */
export const TEMPLATE_OUTPUT_RULES: readonly Rule[] = [
  {
    id: 'K6',
    severity: Severity.WARNING,
    title: 'A template renders the same text each time',
    check: (app, report) => {
      for (const { resource, what, parsed } of templatesOf(app)) {
        const names = new Set(parsed.calls.map(({ name }) => name).filter((name) => CHANGING_FUNCTIONS.has(name)));
        if (names.size > 0) {
          report(
            resource,
            `${what} calls ${quotedNames(names)}, so that it renders another text each time and every sync counts as a change: store the value in Infisical`,
          );
        }
      }
    },
  },
  {
    id: 'K8',
    severity: Severity.ERROR,
    title: 'A template has the form that its API version knows',
    check: (app, report) => {
      for (const block of templateBlocksOf(app)) {
        if (block.v1beta1) checkV1beta1(block, report);
        checkData(block, report);
      }
    },
  },
  {
    id: 'K10',
    severity: Severity.WARNING,
    title: 'A template that renders all keys as one text quotes the values',
    check: (app, report) => {
      for (const { resource, what, outputKey, parsed } of templatesOf(app)) {
        if (outputKey !== undefined) continue;
        const unsafe = ({ hasValue, functions }: (typeof parsed.outputs)[number]) =>
          hasValue && !functions.some((name) => YAML_SAFE_FUNCTIONS.has(name));
        if (parsed.outputs.some(unsafe)) {
          report(
            resource,
            `${what} writes a value without quoting, and a character such as ":" or "#" in it breaks the YAML: write "!!binary {{ … | b64enc | quote }}", which holds every value`,
          );
        }
      }
    },
  },
  {
    id: 'K11',
    severity: Severity.WARNING,
    title: 'A template that passes through Helm is escaped',
    check: (app, report) => {
      for (const { resource, what, source } of templatesOf(app)) {
        if (!isHelmObject(resource.manifest.metadata) || !withoutHelmEscapes(source).includes('{{')) continue;
        report(
          resource,
          `${what} has "{{", which Helm would render itself: escape each as {{ "{{" }}, or apply this manifest without Helm`,
        );
      }
    },
  },
];

function checkV1beta1({ resource, where, block }: TemplateBlock, report: Report): void {
  if (block.includeAllSecrets !== undefined) {
    report(
      resource,
      `the template of ${where} has includeAllSecrets, which v1beta1 does not have: leave out the template, or write data as one text that ranges over all secrets`,
    );
  }
  if (isPlain(block.engineVersion) && block.engineVersion !== 'v1') {
    const version = text(block.engineVersion);
    const found = version === undefined ? 'no engineVersion' : `engineVersion "${version}"`;
    report(resource, `the template of ${where} has ${found}: write "v1"`);
  }
}

function checkData({ resource, where, v1beta1, block: { data } }: TemplateBlock, report: Report): void {
  if (data === undefined || !isPlain(data) || (v1beta1 && typeof data === 'string')) return;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    const remedy = v1beta1 ? 'write a map of texts, or one text' : 'write a map of texts';
    report(resource, `the data of the template of ${where} is ${nameOf(data)}: ${remedy}`);
    return;
  }
  for (const [key, value] of Object.entries(data)) {
    if (typeof value === 'string' || !isPlain(value)) continue;
    report(
      resource,
      `the template of the key ${quotedKey(key)} in ${where} is ${nameOf(value)}: write a text, in quotes`,
    );
  }
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return { string: 'a text', object: 'a map' }[typeof value as string] ?? `a ${typeof value}`;
}

function isHelmObject({ labels, annotations }: { labels?: unknown; annotations?: unknown }): boolean {
  return (
    fields(labels)['app.kubernetes.io/managed-by'] === 'Helm' ||
    fields(annotations)['meta.helm.sh/release-name'] !== undefined
  );
}

function withoutHelmEscapes(source: string): string {
  return source.replace(/\{\{-?\s*(?:"\{\{-?"|`[^`]*`)\s*-?\}\}/g, '');
}
