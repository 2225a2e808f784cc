import { misnamedClasses, misnamedProblem } from '../../../model/delivery/secrets-store-csi/provider-class';
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
    for (const one of misnamedClasses(app)) report(one.resource, one.provider, misnamedProblem(one));
  },
});
