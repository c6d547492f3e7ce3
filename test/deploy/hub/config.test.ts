import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../support/run';
import { python } from './hub';

/** What the configuration does in The Littlest JupyterHub, whose two functions that it uses are stood in for. */
const script = `
import json, os, pwd, stat, sys
from types import ModuleType, SimpleNamespace
from traitlets.config import Config
made = []
normalize, user = ModuleType("tljh.normalize"), ModuleType("tljh.user")
normalize.generate_system_username = lambda name: name.lower()
user.ensure_user = made.append
sys.modules.update({"tljh": ModuleType("tljh"), "tljh.normalize": normalize, "tljh.user": user})
me = pwd.getpwuid(os.getuid())
pwd.getpwnam = lambda name: made.append("asked " + name) or me
os.umask(0o077)
c = Config()
c.Spawner.environment.update({"KEPT": "1"})
exec(compile(open(sys.argv[1]).read(), sys.argv[1], "exec"))
def start(name):
    spawner = SimpleNamespace(user=SimpleNamespace(name=name), environment={"KEPT": "1"})
    try:
        c.Spawner.pre_spawn_hook(spawner)
    except ValueError as error:
        return str(error)
    return spawner.environment
started = {name: start(name) for name in ["Ada", "Ada", "b@example.org", "../ada", "a/b", ".hidden", "."]}
modes = {name: oct(stat.S_IMODE(os.stat(os.path.join(exchange, name)).st_mode)) for name in [".", *os.listdir(exchange)]}
limits = [[s.mem_limit, s.cpu_limit] for s in (c.Spawner, c.SystemdSpawner)]
print(json.dumps(dict(made=made, started=started, modes=modes, limits=limits, cmd=c.Spawner.cmd)))
`;

describe('deploy/hub/jupyterhub_config.py, in The Littlest JupyterHub', function () {
  this.timeout(20_000);
  const exchange = join(mkdtempSync(join(tmpdir(), 'hub é ')), 'srv/exchange');
  let said: {
    made: string[];
    started: Record<string, Record<string, string> | string>;
    modes: Record<string, string>;
    limits: unknown[];
    cmd: string[];
  };

  before(function () {
    if (process.platform !== 'linux' || !existsSync(python)) this.skip();
    const config = join(root, 'deploy/hub/jupyterhub_config.py');
    const env = {
      ...process.env,
      AUTOENCODERS_EXCHANGE: exchange,
      AUTOENCODERS_COURSE: root,
      AUTOENCODERS_MEMORY: '4G',
      AUTOENCODERS_CORES: '1.5',
    };
    said = JSON.parse(execFileSync(python, ['-c', script, config], { env }).toString()) as typeof said;
  });

  it('creates the user of a learner, and a folder in the exchange that only this user enters', () => {
    assert.deepEqual(said.made.slice(0, 2), ['jupyter-ada', 'asked jupyter-ada']);
    assert.deepEqual(said.modes, { '.': '0o711', Ada: '0o700', 'b@example.org': '0o700' });
    assert.deepEqual(said.started.Ada, { KEPT: '1', AUTOENCODERS_EXCHANGE: join(exchange, 'Ada') });
  });

  it('refuses names that lead out of the exchange', () => {
    for (const name of ['../ada', 'a/b', '.hidden', '.'])
      assert.match(said.started[name] as string, /^invalid name: .* \(expected one without a slash/);
  });

  it("limits every learner, whatever the hub's own settings of its spawner", () => {
    assert.deepEqual(said.limits, [
      ['4G', 1.5],
      ['4G', 1.5],
    ]);
    assert.ok(existsSync(said.cmd[1]!));
  });
});
