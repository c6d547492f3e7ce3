"""The hub of the tests: the configuration of deploy/hub, with learners who need no users of the machine.

HUB_TEST has, as JSON: root, base, ports (public, hub, proxy), password, token, users (uid by name,
or null), environment and args of learners' servers.
"""

import json
import os
import shutil
import signal
from types import SimpleNamespace

from jupyterhub.spawner import SimpleLocalProcessSpawner

test = json.loads(os.environ["HUB_TEST"])
with open(os.path.join(test["root"], "deploy/hub/jupyterhub_config.py")) as file:
    exec(compile(file.read(), file.name, "exec"), globals())


def ids(name):
    uid = test["users"].get(name)
    return SimpleNamespace(pw_uid=os.getuid() if uid is None else uid, pw_gid=os.getgid() if uid is None else uid)


def system_user(spawner):  # in place of the machine's list of users, which tests do not change
    return ids(spawner.user.name)


class OwnUsers(SimpleLocalProcessSpawner):
    """Runs each learner's server as a user id of its own, where the test may do that."""

    def make_preexec_fn(self, name):
        user, home = ids(name), self.home_dir
        os.makedirs(home, mode=0o700, exist_ok=True)
        if os.getuid() == 0:
            os.chown(home, user.pw_uid, user.pw_gid)

        def become():
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(user.pw_gid)
                os.setuid(user.pw_uid)
            os.chdir(home)

        return become

    async def stop(self, now=False):
        await self._signal(signal.SIGTERM)  # as systemd and Kubernetes do, so that the server ends its kernels
        await self.wait_for_death(20)
        await super().stop(now)


url = "http://127.0.0.1:{}"
c.JupyterHub.spawner_class = OwnUsers
c.SimpleLocalProcessSpawner.home_dir_template = os.path.join(test["base"], "homes", "{username}")
c.Spawner.environment.update(test["environment"])
c.Spawner.args = [*c.Spawner.args, *test["args"], "--allow-root"]  # learners are root if root may not become others
c.JupyterHub.bind_url = url.format(test["ports"][0])
c.JupyterHub.hub_bind_url = url.format(test["ports"][1])
c.ConfigurableHTTPProxy.api_url = url.format(test["ports"][2])
c.ConfigurableHTTPProxy.command = [
    shutil.which("node"),
    os.path.join(test["root"], ".setup/hub-proxy/node_modules/configurable-http-proxy/bin/configurable-http-proxy"),
]
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = test["password"]
c.Authenticator.allowed_users = set(test["users"])
c.JupyterHub.services = [{"name": "test", "api_token": test["token"]}]
c.JupyterHub.load_roles = [{"name": "test", "services": ["test"], "scopes": ["admin:users", "admin:servers", "access:servers", "tokens"]}]
