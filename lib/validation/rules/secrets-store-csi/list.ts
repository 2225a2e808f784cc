import { fileListOf } from '../../../model/delivery/secrets-store-csi/listed-files';
import { isOfOthers } from '../../../model/delivery/secrets-store-csi/parameters';
import { closest } from '../../../text/did-you-mean';
import { quotedText } from '../../../text/key-name';
import { listed } from '../../../text/listed';
import { ruleOn, Severity } from '../../rule';
import { checkFiles } from './check-files';
import { checkEach, OF_OTHER_PROVIDER, providing } from './classes';
import { FIELDS, meantField, missingOf, OTHER_FIELDS, slipsIn } from './list-fields';

const CONFIG = 'infisical-csi-provider v0.0.9: internal/config/config.go';

export const D9 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'What a class mounts is a list of secrets',
  why: 'The provider reads that text as a YAML list with an object for each secret: of any other, each mount fails.',
  source: `${CONFIG} (parseParameters: yaml.Unmarshal into a list; Validate: "must have at least one secret")`,
  bad: providing({ secrets: 'secretKey: TOKEN\nfileName: token\n' }),
  good: providing({ secrets: '- secretKey: TOKEN\n  fileName: token\n' }),
  check: checkEach('any', ({ parameters }, report) => {
    const list = fileListOf(parameters);
    if (list === undefined) return;
    const { files, parameter, problem, isList } = list;
    const name = String(parameter.field.key);
    if (!isList)
      report(
        parameter.resource,
        { at: parameter.field.path, lineInText: problem?.lineInText ?? 0 },
        `the text of ${name} is no list: begin each secret with "- "`,
      );
    // An empty text is an absent one.
    const isEmpty = files.length === 0 && problem === undefined && parameter.field.value !== '';
    if (isEmpty && !isOfOthers(parameters))
      report(
        parameter.resource,
        parameter.field,
        `the list of ${name} is empty: the provider wants one secret at least`,
      );
    for (const { item, placeOf } of files) {
      if (item.isObject || (item.raw === null && !isOfOthers(parameters))) continue;
      const { resource, ...place } = placeOf('');
      report(
        resource,
        place,
        `an item of ${name} is ${item.isGiven ? 'no object' : 'empty'}: write secretKey and fileName of the secret`,
      );
    }
  }),
});

export const D10 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'Each secret that a class lists has its key and its file',
  why: 'The provider asks for a secret without a name, and the driver writes no file without one: each mount fails.',
  source: `${CONFIG} (Secret: what has another name is dropped without a word); secrets-store-csi-driver v1.6.0: pkg/util/fileutil/atomic_writer.go (validatePath: "must not be empty")`,
  bad: providing({ secrets: '- { path: /shop, key: TOKEN, fileName: token }\n' }),
  good: providing({ secrets: '- { secretPath: /shop, secretKey: TOKEN, fileName: token }\n' }),
  check: checkFiles('any', (files, report) => {
    for (const file of files) {
      // D9 tells of what is no object.
      if (!file.item.isObject && (file.item.raw !== null || file.isOther)) continue;
      const missing = missingOf(file);
      const slips = slipsIn(file);
      // D15 tells of those of the other provider, which refuses them.
      for (const [name, meant] of file.isOther ? [] : slips) {
        const { resource, ...place } = file.placeOf(name);
        report(
          resource,
          place,
          `a secret in the list says ${quotedText(name)}, which the provider of Infisical drops: write ${meant}`,
        );
      }
      const absent = missing.filter((name) => ![...slips.values()].includes(name));
      if (absent.length === 0) continue;
      const { resource, ...place } = file.placeOf('');
      report(
        resource,
        place,
        `a secret in the list has no ${listed(absent)}: write ${absent.length > 1 ? 'them' : 'it'}`,
      );
    }
  }),
});

export const D11 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'A secret in the list of a class has only fields that its provider reads',
  why: 'The provider drops any other without a word: without secretPath, it looks in the root of the environment.',
  source: `${CONFIG} (Secret; yaml.v2, not strict)`,
  bad: providing({ secrets: '- { path: /shop, secretKey: TOKEN, fileName: token }\n' }),
  good: providing({ secrets: '- { secretPath: /shop, secretKey: TOKEN, fileName: token }\n' }),
  check: checkFiles('official', (files, report) => {
    for (const file of files) {
      const { item, placeOf } = file;
      const slips = slipsIn(file);
      for (const [name] of item.entries()) {
        // Of what is missing therefore D10 tells.
        if (FIELDS.includes(name) || slips.has(name)) continue;
        const meant = meantField(name);
        const remedy = meant === undefined ? `it reads ${listed(FIELDS)}` : `did you mean ${meant}?`;
        const { resource, ...place } = placeOf(name);
        report(resource, place, `the provider of Infisical drops ${quotedText(name)}: ${remedy}`);
      }
    }
  }),
});

export const D15 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'An object in the list of the other provider has only fields that that one knows',
  why: 'It refuses the list, and each mount fails.',
  source: 'secrets-store-csi-driver-provider-infisical v1.1.3: config/config.go (Objects: DisallowUnknownField)',
  bad: providing({ ...OF_OTHER_PROVIDER, objects: '- { objectName: TOKEN, fileName: token }\n' }),
  good: providing({ ...OF_OTHER_PROVIDER, objects: '- { objectName: TOKEN, objectAlias: token }\n' }),
  check: checkFiles('other', (files, report) => {
    for (const { item, placeOf } of files) {
      for (const [name] of item.entries()) {
        if (OTHER_FIELDS.includes(name)) continue;
        const { resource, ...place } = placeOf(name);
        const meant = closest(name, OTHER_FIELDS);
        const remedy = meant === undefined ? `it knows ${listed(OTHER_FIELDS)}` : `did you mean "${meant}"?`;
        report(resource, place, `the provider by project slugs refuses ${quotedText(name)}: ${remedy}`);
      }
    }
  }),
});
