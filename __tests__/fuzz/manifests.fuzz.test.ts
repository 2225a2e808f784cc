import fc from 'fast-check';
import { manifestsIn } from '../../cli/manifests/read-manifests';
import { CANARY, editedManifests } from '../cli/manifests/edited-manifests';

test('whatever a text is, it is read or unread, without an error and without a word of its values', () => {
  const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  fc.assert(
    fc.property(editedManifests, (text) => {
      const { manifests, problems, without } = manifestsIn(text, 'x.yaml');
      expect(manifests.length + problems.length + without.length).toBeGreaterThan(0);
      for (const { message, line, column } of problems) {
        expect(message).not.toContain(CANARY.slice(0, 4));
        expect(Math.min(line, column)).toBeGreaterThan(0);
      }
      for (const { placeAt } of manifests) expect(placeAt(['metadata', 'name']).line).toBeGreaterThan(0);
    }),
    { numRuns: 50_000, seed: 1 },
  );
  expect(warn).not.toHaveBeenCalled();
});
