import assert from 'node:assert/strict';
import { provideStackTraces, toSites } from '../../../src/browser/cells/stack-traces';

describe("Firefox's stacks", () => {
  // as Firefox 153 wrote them
  const written = [
    'f@cell[3]:2:22',
    'm@cell[3]:3:17',
    'outer/inner@cell[3]:4:25',
    'outer/<@cell[3]:6:15',
    '@cell[3]:6:5',
    'async*g@http://127.0.0.1:36053/f%C3%BCr/course.js line 370 > eval:13:25',
    'setTimeout handler*later@cell[2]:1:1',
    '@cell[1]:1:1',
    '',
  ].join('\n');

  it('become those of V8, up to where a timer was set', () => {
    assert.deepEqual(toSites(written).map(String), [
      'f (cell[3]:2:22)',
      'm (cell[3]:3:17)',
      'inner (cell[3]:4:25)',
      'cell[3]:6:15',
      'cell[3]:6:5',
      'async g (http://127.0.0.1:36053/f%C3%BCr/course.js line 370 > eval:13:25)',
    ]);
  });

  it('that are empty, or have lines of something else, have the calls that can be read', () => {
    assert.deepEqual(toSites(''), []);
    assert.deepEqual(toSites('Error: no\n    at f (cell[3]:2:22)\ng@cell[1]:1:2').map(String), [
      'g (cell[1]:1:2)',
    ]);
  });

  it('stay as they are in V8', () => {
    const before = Object.getOwnPropertyDescriptor(Error.prototype, 'stack');
    provideStackTraces();
    assert.deepEqual(Object.getOwnPropertyDescriptor(Error.prototype, 'stack'), before);
    assert.match(new Error('no').stack!, /^Error: no\n {4}at /);
  });
});
