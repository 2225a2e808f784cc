import fc from 'fast-check';
import { imageReferenceIn, NoReference } from '../../lib/images/image-reference';
import { anyReference } from '../images/any-reference';
import { goAnswer } from './go-answer';

interface Parts {
  readonly tag?: string;
  readonly digest?: string;
}

/** What the code of the kubelet reads in texts; null where it refuses one. */
function readByKubelet(texts: readonly string[]): (Parts | null)[] {
  return goAnswer('image-reads', texts) as (Parts | null)[];
}

function readByUs(text: string): Parts | null {
  try {
    const { repository: _, ...parts } = imageReferenceIn(text);
    return parts;
  } catch (error) {
    if (error instanceof NoReference) return null;
    throw error;
  }
}

test('20,000 references, and what is nearly one, are read as the kubelet reads them', () => {
  const texts = fc.sample(anyReference, { numRuns: 20_000, seed: 1 });
  const read = readByKubelet(texts);
  const differing = texts.filter((text, i) => JSON.stringify(readByUs(text)) !== JSON.stringify(read[i]));
  expect(differing).toEqual([]);
  expect(read.filter((parts) => parts !== null).length).toBeGreaterThan(500);
});
