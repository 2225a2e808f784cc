import { assertTextsSurvive } from '../local/written-texts';

test('every text of a local service comes out of the compose file as it went in, by YAML 1.1 and 1.2', () => {
  assertTextsSurvive(20_000);
});
