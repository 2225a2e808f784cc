import { volumesOf } from '../../../model/delivery/secrets-store-csi/class-volumes';
import { parametersOf } from '../../../model/delivery/secrets-store-csi/parameters';
import { infisicalClasses } from '../../../model/delivery/secrets-store-csi/provider-class';
import { isGoDuration } from '../../../model/go-duration';
import { isFilledInLater } from '../../../model/resource';
import { quotedObjectName, quotedText } from '../../../text/key-name';
import { ruleOn, Severity } from '../../rule';
import { checkEach, classWith, mounting, SECRET_OBJECTS } from './classes';

export const D18 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'The windowDuration of a class is a time, and no Secret is made of what it empties',
  why: 'The provider refuses any other text, and each mount fails. When the time is over, files are empty: a Secret that is made of them then has empty values.',
  source:
    'infisical-csi-provider v0.0.9, which is the first that reads windowDuration: internal/config/config.go (parseParameters: time.ParseDuration, "must be positive"), README.md (read windows: not with secretObjects)',
  bad: { objects: [classWith({ windowDuration: '5m' }, { secretObjects: SECRET_OBJECTS }), mounting()] },
  good: { objects: [classWith({ windowDuration: '5m' }), mounting()] },
  check: checkEach('official', ({ provider, parameters }, report) => {
    const duration = parameters.get('windowDuration');
    const value = duration?.field.value;
    if (duration === undefined || !value) return;
    const problem = isFilledInLater(duration.resource, value) ? undefined : durationProblem(value);
    if (problem !== undefined)
      report(duration.resource, duration.field, `the windowDuration ${quotedText(value)} ${problem}`);
    const [secret] = provider.secretObjects;
    if (secret === undefined) return;
    const message = `with windowDuration, the driver copies empty files into the Secret ${quotedObjectName(secret.text('secretName').value ?? '')}: drop the windowDuration or the secretObjects`;
    report(provider.resource, secret, message);
  }),
});

function durationProblem(text: string): string | undefined {
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)$/.test(text) && !/^[-+]?0$/.test(text))
    return `has no unit: write, for example, "${text.replace(/^[-+]/, '')}m"`;
  if (!isGoDuration(text)) return 'is no duration of Go: write, for example, "5m" or "1h30m"';
  return text.startsWith('-') || !/[1-9]/.test(text)
    ? 'is not longer than nothing: write, for example, "5m"'
    : undefined;
}

export const D21 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'What a read window empties is mounted as a whole folder',
  why: 'A file that is mounted by subPath is never updated: it keeps its value when the window closes, and nobody sees that it does.',
  source:
    'secrets-store-csi-driver v1.6.0: docs/book/src/known-limitations.md (subPath: no rotation); infisical-csi-provider v0.0.9: internal/provider/provider.go (emptyResponse)',
  bad: { objects: [classWith({ windowDuration: '5m' }), mountingPart('token')] },
  good: { objects: [classWith({ windowDuration: '5m' }), mounting()] },
  check: (app, report) => {
    for (const provider of infisicalClasses(app)) {
      for (const volume of volumesOf(app, provider)) {
        if (!parametersOf(provider, volume).get('windowDuration')?.field.value) continue;
        for (const { field, subPath } of volume.mounts) {
          if (subPath === undefined) continue;
          const message = `the file ${quotedText(subPath)} is mounted by subPath, and keeps its value when the windowDuration is over: mount the volume without subPath`;
          report(volume.workload.resource, field.at('subPath'), message);
        }
      }
    }
  },
});

function mountingPart(subPath: string) {
  const { kind, spec } = mounting() as unknown as {
    kind: 'Deployment';
    spec: { template: { spec: { containers: object[] } } };
  };
  const [container] = spec.template.spec.containers;
  const volumeMounts = [{ name: 'keys', mountPath: '/run/token', subPath }];
  return {
    kind,
    spec: { template: { spec: { ...spec.template.spec, containers: [{ ...container, volumeMounts }] } } },
  };
}
