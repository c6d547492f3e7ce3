"""The course on a JupyterHub whose learners are users of one machine, such as The Littlest JupyterHub.

Copy it to /opt/tljh/config/jupyterhub_config.d/autoencoders.py; docs/class-server.md has the steps.
"""

import os
import pwd

# The learners' edition, set up by `npm run setup -- --hub`. Learners read it and cannot change it.
course = os.environ.get("AUTOENCODERS_COURSE", "/opt/autoencoders")
# Where learners hand in: a folder for each, named like the learner.
exchange = os.environ.get("AUTOENCODERS_EXCHANGE", "/srv/autoencoders/exchange")
# What a learner may use. docs/class-server.md says how much memory the tasks take.
memory = os.environ.get("AUTOENCODERS_MEMORY", "3G")
cores = float(os.environ.get("AUTOENCODERS_CORES", "2"))
# After how many seconds without work a kernel ends, if nobody has its notebook open.
idle_kernel = 3600


def exchange_folder(learner):
    """The learner's folder in the exchange. Names with a slash are not the hub's."""
    if "/" in learner or learner.startswith("."):
        raise ValueError(f"invalid name: {learner} (expected one without a slash, not starting with a dot)")
    return os.path.join(exchange, learner)


def make_exchange_folder(learner, uid, gid):
    """Creates a learner's folder, which only that learner and the administrators can enter."""
    folder = exchange_folder(learner)
    before = os.umask(0o022)  # learners pass through the folders above theirs
    try:
        if not os.path.isdir(exchange):
            os.makedirs(exchange)
            os.chmod(exchange, 0o711)
    finally:
        os.umask(before)
    if not os.path.isdir(folder):
        os.mkdir(folder, 0o700)
    if os.getuid() == 0:
        os.chown(folder, uid, gid)


def system_user(spawner):
    """The learner's user on this machine; The Littlest JupyterHub creates it at the first start."""
    try:
        from tljh.normalize import generate_system_username
        from tljh.user import ensure_user
    except ImportError:
        return pwd.getpwnam(spawner.user.name)
    name = generate_system_username("jupyter-" + spawner.user.name)
    ensure_user(name)
    return pwd.getpwnam(name)


def before_start(spawner):
    learner = spawner.user.name
    user = system_user(spawner)
    make_exchange_folder(learner, user.pw_uid, user.pw_gid)
    spawner.environment = {**spawner.environment, "AUTOENCODERS_EXCHANGE": exchange_folder(learner)}


c.Spawner.cmd = ["/bin/sh", os.path.join(course, "deploy/hub/start")]
c.Spawner.args = [
    f"--MappingKernelManager.cull_idle_timeout={idle_kernel}",
    "--MappingKernelManager.cull_interval=300",
]
c.Spawner.default_url = "/lab/tree/autoencoders/0-vanilla/lesson.ipynb"
c.Spawner.start_timeout = 120
c.Spawner.pre_spawn_hook = before_start
# TensorFlow would otherwise start a thread for each core of the machine, in every kernel.
c.Spawner.environment.update({"AUTOENCODERS_THREADS": str(max(1, int(cores)))})
# The Littlest JupyterHub sets the limits of its own spawner, which take precedence over those of all.
for spawner in (c.Spawner, c.SystemdSpawner):
    spawner.mem_limit = memory
    spawner.cpu_limit = cores
