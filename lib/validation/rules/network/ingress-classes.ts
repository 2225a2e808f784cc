import type { Field } from '../../../model/field';
import { labelProblem, subdomainProblem } from '../../../model/kubernetes-names';
import { quotedText } from '../../../text/key-name';
import { briefText, checkField, givenBriefText, oneOf, requiredValue, tell, tellMissing } from '../../constraints';
import { type PartReport, ruleOnParts, Severity, withSpec } from '../../rule';
import { checkTypedReference } from '../references/object-references';

const ANNOTATION = 'kubernetes.io/ingress.class';
const LONGEST = 250;

export const R7 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A class of Ingresses names its controller, and an Ingress one class',
  why: 'The API server refuses the object.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/networking/validation/validation.go (ValidateIngressClass, ValidateIngressCreate)',
  bad: withSpec('IngressClass', { controller: 'nginx' }),
  good: withSpec('IngressClass', { controller: 'example.com/nginx' }),
  of: {
    Ingress: ({ field }, report) => {
      const name = field.at('spec', 'ingressClassName');
      const annotation = field.at('metadata', 'annotations', ANNOTATION);
      checkField(report, name, givenBriefText(subdomainProblem));
      const isOther = annotation.raw !== undefined && (annotation.raw ?? '') !== name.raw;
      if (typeof name.raw === 'string' && isOther && !annotation.isUnresolved) {
        tell(report, annotation, `is not what ingressClassName is, ${quotedText(name.raw)}: drop it`);
      }
    },
    IngressClass: ({ field }, report) => {
      const spec = field.at('spec');
      checkField(
        report,
        spec.at('controller'),
        requiredValue('write that of the controller, such as example.com/nginx', briefText(controllerProblem)),
      );
      if (spec.at('parameters').isObject) checkParameters(spec.at('parameters'), report);
    },
  },
});

function controllerProblem(name: string): string | undefined {
  if (name.length > LONGEST) return `has ${name.length} characters, ${LONGEST} are allowed`;
  const [domain, ...path] = name.split('/');
  const segment = path.join('/');
  if (path.length === 0 || domain === '' || segment === '')
    return 'must be a domain, "/" and a name, such as example.com/nginx';
  return (
    subdomainProblem(domain) ??
    (/^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(segment)
      ? undefined
      : 'must have letters, digits and -._~%!$&\'()*+,;=: behind the "/"')
  );
}

function checkParameters(parameters: Field, report: PartReport): void {
  checkTypedReference(parameters, report);
  const [scope, namespace] = [parameters.at('scope'), parameters.at('namespace')];
  checkField(report, scope, givenBriefText(oneOf('Cluster', 'Namespace')));
  if (scope.isUnresolved) return;
  if (scope.raw === 'Namespace') {
    if (!namespace.isGiven && !namespace.isUnresolved) tellMissing(report, namespace, 'write that of the parameters');
    checkField(report, namespace, givenBriefText(labelProblem));
  } else if (namespace.isGiven && (!scope.isGiven || scope.raw === 'Cluster')) {
    tell(report, namespace, 'is for the scope Namespace: drop it, or write that scope');
  }
}
