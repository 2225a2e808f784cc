import { asking, push } from '../external-secrets-objects';
import { describeRules } from '../rule-cases';

describeRules([
  {
    rule: 'O19',
    what: 'a circle',
    bad: [...asking({}), push('/api/API_TOKEN')],
    good: [...asking({}), push('/api/API_TOKEN', 'other')],
    message: 'the key "API_TOKEN" is pushed from the Secret that an ExternalSecret fills with it: take one of both out',
  },
]);
