import { misnamedClasses, PROVIDER } from '../../../model/delivery/secrets-store-csi/provider-class';
import { quotedText } from '../../../text/key-name';
import { ruleOn, Severity } from '../../rule';
import { providing } from './classes';

export const D26 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'A class writes the name of the provider of Infisical as that one is called',
  why: 'The driver looks for a socket of just this name ("provider not found"): each mount fails, and the pod stays in ContainerCreating.',
  source:
    'secrets-store-csi-driver v1.6.0: pkg/secrets-store/provider_client.go (PluginClientBuilder.Get: the name of the provider, and ".sock")',
  bad: providing({}, { provider: 'Infisical' }),
  good: providing({}, { provider: 'infisical' }),
  check: (app, report) => {
    for (const { resource, provider } of misnamedClasses(app)) {
      const message = `the driver finds no provider called ${quotedText(provider.value ?? '')}: write ${PROVIDER}`;
      report(resource, provider, message);
    }
  },
});
