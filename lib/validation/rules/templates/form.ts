import type { TemplateBlock } from '../../../model/secret-templates';
import { isNearly } from '../../../text/did-you-mean';
import { quotedKey } from '../../../text/key-name';
import { shown } from '../../../text/shown';
import { type PartReport, ruleOn, Severity } from '../../rule';
import { templatingV1beta1 } from './templating';

const BOTH = { TOKEN: '{{ .TOKEN.Value }}' };

export const K8 = ruleOn('templateBlock', {
  severity: Severity.ERROR,
  title: 'A template has the form that its API version knows',
  why: 'In v1beta1 a value that is no text stops the operator for the whole cluster: it cannot list a single InfisicalStaticSecret any more, and once it restarts it syncs nothing at all, v1alpha1 included, and exits again and again. And without includeAllSecrets, which v1beta1 does not have, all keys but those of data are gone.',
  source:
    'operator v0.11.0 to v0.11.7: template in config/crd/bases; api/v1beta1/secret_template_data.go (UnmarshalJSON); seen with v0.11.5 and v0.11.7',
  bad: templatingV1beta1({ includeAllSecrets: true, data: BOTH }),
  good: templatingV1beta1({ data: BOTH }),
  check: (block, report) => {
    if (block.v1beta1) checkV1beta1(block, report);
    checkData(block, report);
  },
});

function checkV1beta1({ where, block }: TemplateBlock, report: PartReport): void {
  const [all, engine] = [block.at('includeAllSecrets'), block.text('engineVersion')];
  if (all.raw !== undefined) {
    report(
      all,
      `the template of ${where} has includeAllSecrets, which v1beta1 does not have: leave out the template, or write data as one text that ranges over all secrets`,
    );
  }
  // F1 tells of a slip in its name, and of one in its place.
  const isElsewhere = block.holder?.at('engineVersion').isGiven;
  const isMisspelt = isElsewhere || block.entries().some(([name]) => isNearly(name, 'engineVersion'));
  if (engine.isUnresolved || engine.value === 'v1' || isMisspelt) return;
  const found = engine.isGiven ? `engineVersion ${shown(engine.raw)}` : 'no engineVersion';
  report(engine, `the template of ${where} has ${found}: write "v1"`);
}

function checkData({ where, v1beta1, data }: TemplateBlock, report: PartReport): void {
  if (data.raw === undefined || data.isUnresolved || (v1beta1 && typeof data.raw === 'string')) return;
  if (!data.isObject) {
    const remedy = v1beta1 ? 'write a map of texts, or one text' : 'write a map of texts';
    const effect = v1beta1 && data.isGiven ? STOPS : '';
    report(data, `the data of the template of ${where} is ${nameOf(data.raw)}${effect}: ${remedy}`);
    return;
  }
  for (const [key, field] of data.entries()) {
    if (typeof field.raw === 'string' || field.isUnresolved) continue;
    report(
      field,
      `the template of the key ${quotedKey(key)} in ${where} is ${nameOf(field.raw)}${v1beta1 && field.isGiven ? STOPS : ''}: write a text, in quotes`,
    );
  }
}

/** The schema takes whatever stands there, and the decoder of the operator fails for the list of all resources. */
const STOPS =
  ', with which the operator can read no InfisicalStaticSecret of the whole cluster any more, and syncs nothing once it restarts';

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return { string: 'a text', object: 'a map' }[typeof value as string] ?? `a ${typeof value}`;
}
