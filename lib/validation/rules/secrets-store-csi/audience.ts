import type { Parameter } from '../../../model/delivery/secrets-store-csi/parameters';
import { objectOf, type Resource } from '../../../model/resource';
import { resourcesOfKind } from '../../../model/resources-of-kind';
import { quotedText } from '../../../text/key-name';
import { isSubstituted } from '../../../text/substitution';
import { type Report, ruleOn, Severity } from '../../rule';
import { checkEach, providing } from './classes';

const DRIVER = 'secrets-store.csi.k8s.io';

export const D7 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'The audience of a class is one that the driver asks tokens for',
  why: 'The provider gets no token of another audience ("no service account token received"): each mount fails.',
  source: `infisical-csi-provider v0.0.9: internal/config/config.go (parseParameters: audience, "infisical" where absent; useDefaultAudience since v0.0.6, of which only the text "true" counts)`,
  bad: { objects: [...providing({ audience: 'shop' }).objects, driverAsking('infisical')] },
  good: { objects: [...providing({ audience: 'shop' }).objects, driverAsking('infisical', 'shop')] },
  check: (app, report) => {
    const drivers = resourcesOfKind(app, 'CSIDriver').filter(isDriver);
    const asked = drivers.flatMap((driver) =>
      objectOf(driver)
        .at('spec', 'tokenRequests')
        .items()
        .map((request) => request.text('audience').value ?? ''),
    );
    checkEach('official', ({ provider, parameters }, tell) => {
      checkFlag(parameters.get('useDefaultAudience'), tell);
      const audience = parameters.get('audience');
      const value = audience?.field.value || 'infisical';
      const isOwn = parameters.get('useDefaultAudience')?.field.value === 'true';
      if (isOwn || drivers.length === 0 || asked.includes(value) || isSubstituted(value)) return;
      const [at, field] =
        audience === undefined ? [provider.resource, provider.parameters] : [audience.resource, audience.field];
      const message = `the driver asks for no token of the audience ${quotedText(value)}: add it to the tokenRequests of the CSIDriver "${DRIVER}", or write useDefaultAudience: "true"`;
      tell(at, field, message);
    })(app, report);
  },
});

function isDriver({ manifest: { metadata } }: Resource): boolean {
  return metadata.name === DRIVER;
}

function driverAsking(...audiences: readonly string[]) {
  const tokenRequests = audiences.map((audience) => ({ audience }));
  return { kind: 'CSIDriver', metadata: { name: DRIVER }, spec: { tokenRequests } } as const;
}

function checkFlag(flag: Parameter | undefined, report: Report): void {
  const value = flag?.field.value;
  if (flag === undefined || !value || !/^(?:true|yes|on|1)$/i.test(value) || value === 'true') return;
  report(flag.resource, flag.field, `the useDefaultAudience ${quotedText(value)} counts as false: write "true"`);
}
